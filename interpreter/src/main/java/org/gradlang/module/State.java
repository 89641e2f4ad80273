package org.gradlang.module;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.DictValue;
import org.gradlang.value.Types;

/** {@code state_dict()}. */
final class State {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "state_dict(*, destination: any = None, prefix: str = '', keep_vars: bool = False)",
              "A dict of all parameters and saved buffers by path, detached unless keep_vars.",
              (self, a) -> save(self, a.get(0), a.text(1), a.flag(2))));

  private State() {}

  private static DictValue save(
      ModuleInstance self, Object destination, String prefix, boolean keep) {
    DictValue state =
        switch (destination) {
          case DictValue given -> given;
          case None _ -> new DictValue();
          default ->
              throw new GradError(
                  ErrorKind.TYPE,
                  "state_dict() writes into a dict, not into " + Types.described(destination));
        };
    collect(self, prefix, keep, state);
    return state;
  }

  /** What a module saves itself: parameters, then buffers, but for the transient ones. */
  static List<Field> saved(ModuleInstance module) {
    List<Field> fields = new ArrayList<>(module.shape().parameters());
    for (Field field : module.shape().buffers()) {
      if (field.kind() == FieldKind.BUFFER) {
        fields.add(field);
      }
    }
    fields.removeIf(field -> !(module.valueOf(field) instanceof Tensor));
    return fields;
  }

  /** A tensor that two layers share has two keys, as in PyTorch. */
  private static void collect(ModuleInstance module, String prefix, boolean keep, DictValue state) {
    ModuleHooks hooks = module.hasHooks() ? module.hooks() : null;
    if (hooks != null) {
      hooks.beforeSaving().forEach(h -> h.function().call(Arguments.of(module, prefix, keep)));
    }
    for (Field field : saved(module)) {
      Tensor tensor = (Tensor) module.valueOf(field);
      state.put(prefix + field.name(), keep ? tensor : Tensors.call(tensor, "detach"));
    }
    for (Field field : module.shape().modules()) {
      if (module.valueOf(field) instanceof ModuleInstance child) {
        collect(child, prefix + field.name() + ".", keep, state);
      }
    }
    if (hooks != null) {
      Arguments arguments = Arguments.of(module, state, prefix, new DictValue());
      hooks.afterSaving().forEach(hook -> hook.function().call(arguments));
    }
  }
}
