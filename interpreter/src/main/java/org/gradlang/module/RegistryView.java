package org.gradlang.module;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.DictValue;
import org.gradlang.value.Types;

/** {@code self._modules} and the like: what an instance holds of one kind. */
final class RegistryView extends LiveDict {
  private final ModuleInstance module;
  private final FieldKind kind;

  RegistryView(ModuleInstance module, FieldKind kind) {
    this.module = module;
    this.kind = kind;
  }

  private List<Field> fields() {
    Shape shape = module.shape();
    return switch (kind) {
      case PARAMETER -> shape.parameters();
      case BUFFER, TRANSIENT_BUFFER -> shape.buffers();
      case MODULE -> shape.modules();
      case ATTRIBUTE, METHOD -> List.of();
    };
  }

  @Override
  DictValue copy() {
    DictValue entries = new DictValue();
    for (Field field : fields()) {
      entries.put(field.name(), module.valueOf(field));
    }
    return entries;
  }

  @Override
  int size() {
    return kind == FieldKind.MODULE ? module.shape().moduleCount() : fields().size();
  }

  @Override
  void put(Object key, Object value) {
    if (!(key instanceof String name)) {
      throw new GradError(ErrorKind.TYPE, "names are text, not " + Types.described(key));
    }
    Registry.register(module, name, kind, value);
  }

  @Override
  void remove(Object key) {
    module.release((String) key);
  }
}
