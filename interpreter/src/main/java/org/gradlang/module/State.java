package org.gradlang.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.Representation;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** {@code state_dict()} and {@code load_state_dict()}. */
final class State {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "state_dict(*, prefix: str = '', keep_vars: bool = False)",
              "A dict of all parameters and saved buffers by path, detached.",
              (self, a) -> save(self, a.text(0), a.flag(1))),
          ModuleMethod.of(
              "load_state_dict(state_dict: any, strict: bool = True)",
              "Copies the values of a state_dict() into the parameters and buffers.",
              (self, a) -> load(self, a.get(0), a.flag(1))));

  private State() {}

  private static DictValue save(ModuleInstance self, String prefix, boolean keep) {
    DictValue state = new DictValue();
    collect(self, prefix, state);
    if (!keep) {
      for (Object name : state.keySet().toArray()) {
        state.put(name, Tensors.call((Tensor) state.get(name), "detach"));
      }
    }
    return state;
  }

  /** A tensor that two layers share has two keys, as in PyTorch. */
  private static void collect(ModuleInstance module, String prefix, DictValue state) {
    for (Field field : module.shape().parameters()) {
      put(module, field, prefix, state);
    }
    for (Field field : module.shape().buffers()) {
      if (field.kind() == FieldKind.BUFFER) {
        put(module, field, prefix, state);
      }
    }
    for (Field field : module.shape().modules()) {
      if (module.valueOf(field) instanceof ModuleInstance child) {
        collect(child, prefix + field.name() + ".", state);
      }
    }
  }

  private static void put(ModuleInstance module, Field field, String prefix, DictValue state) {
    if (module.valueOf(field) instanceof Tensor tensor) {
      state.put(prefix + field.name(), tensor);
    }
  }

  private static Object load(ModuleInstance self, Object saved, boolean strict) {
    if (!(saved instanceof Map<?, ?> state)) {
      throw new GradError(
          ErrorKind.TYPE, "load_state_dict() takes a state_dict, not " + Types.name(saved));
    }
    DictValue own = new DictValue();
    collect(self, "", own);
    ListValue missing = new ListValue(own.keySet().stream().filter(k -> !has(state, k)).toList());
    ListValue unexpected =
        new ListValue(state.keySet().stream().filter(k -> !has(own, k)).toList());
    List<Tensor[]> copies = new ArrayList<>();
    List<GradError> unfit = new ArrayList<>();
    own.forEach(
        (name, tensor) -> plan(copies, unfit, (String) name, (Tensor) tensor, state.get(name)));
    // as in PyTorch, what fits is taken even where something else does not
    copyAll(copies);
    if (strict && !(missing.isEmpty() && unexpected.isEmpty())) {
      throw mismatch(self, missing, unexpected);
    }
    if (!unfit.isEmpty()) {
      throw unfit.get(0);
    }
    return TupleValue.named(
        "_IncompatibleKeys", List.of("missing_keys", "unexpected_keys"), missing, unexpected);
  }

  private static boolean has(Map<?, ?> map, Object key) {
    return map.containsKey(key);
  }

  private static GradError mismatch(ModuleInstance self, ListValue missing, ListValue unexpected) {
    StringJoiner wrong = new StringJoiner(" and ");
    if (!missing.isEmpty()) {
      wrong.add("lacks " + keys(missing));
    }
    if (!unexpected.isEmpty()) {
      wrong.add("has " + keys(unexpected) + ", which the module has not");
    }
    String text = "the state_dict does not fit " + self.name() + ": it " + wrong;
    return new GradError(ErrorKind.KEY, text).help("strict=False takes what fits");
  }

  private static String keys(ListValue names) {
    return names.stream().map(Representation::repr).collect(Collectors.joining(", "));
  }

  private static void plan(
      List<Tensor[]> copies,
      List<GradError> unfit,
      String name,
      Tensor target,
      @Nullable Object value) {
    if (value instanceof Tensor source && source.layout().sameSizes(target.layout())) {
      copies.add(new Tensor[] {target, source});
    } else if (value != null) {
      unfit.add(misfit(name, target, value));
    }
  }

  private static GradError misfit(String name, Tensor target, Object value) {
    String there = "'" + name + "' in the state_dict ";
    return value instanceof Tensor source
        ? new GradError(
            ErrorKind.SHAPE,
            there + "has the shape " + source.layout() + ", and the module's " + target.layout())
        : new GradError(ErrorKind.TYPE, there + "is no tensor but " + Types.name(value));
  }

  private static void copyAll(List<Tensor[]> copies) {
    Context context = Context.current();
    GradMode before = context.gradMode();
    Origin place = context.gradModeOrigin();
    context.setGradMode(GradMode.NO_GRAD, context.origin());
    try {
      for (Tensor[] copy : copies) {
        Tensors.call(copy[0], "copy_", copy[1]);
      }
    } finally {
      context.setGradMode(before, place);
    }
  }
}
