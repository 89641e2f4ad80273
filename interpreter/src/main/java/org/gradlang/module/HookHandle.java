package org.gradlang.module;

import java.util.Collection;
import java.util.List;
import org.gradlang.op.TypeNamed;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.Callable;
import org.jspecify.annotations.Nullable;

/** What registering a hook gives: {@code handle.remove()} ends it. */
final class HookHandle implements Attributes, TypeNamed {
  private final Runnable removal;

  HookHandle(Runnable removal) {
    this.removal = removal;
  }

  private final class Remove implements Callable {
    @Override
    public Object call(Arguments arguments) {
      if (arguments.values().length != 0) {
        throw new GradError(ErrorKind.TYPE, "remove() takes no arguments");
      }
      removal.run();
      return None.NONE;
    }

    @Override
    public String name() {
      return "remove";
    }
  }

  @Override
  public @Nullable Object get(String name) {
    return name.equals("remove") ? new Remove() : null;
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "a hook's handle cannot be changed");
  }

  @Override
  public Collection<String> names() {
    return List.of("remove");
  }

  @Override
  public String typeName() {
    return "RemovableHandle";
  }

  @Override
  public String toString() {
    return "<RemovableHandle>";
  }
}
