package org.gradlang.stdlib;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.ValueType;

/** {@code nn.Module}: the type that includes every instance of every module. */
final class LayerType implements ValueType {
  @Override
  public String name() {
    return "Module";
  }

  @Override
  public boolean includes(Object value) {
    return value instanceof Attributes instance
        && instance.get("_modules") != null
        && !Boolean.TRUE.equals(instance.get("__plain__"));
  }

  @Override
  public Object call(Arguments arguments) {
    throw new GradError(ErrorKind.TYPE, "nn.Module is what all modules are, and is not called")
        .help("declare one of your own: module Name(...) { ... }");
  }

  @Override
  public String toString() {
    return "<class 'nn.Module'>";
  }
}
