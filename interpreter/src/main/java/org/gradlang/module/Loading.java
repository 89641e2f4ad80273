package org.gradlang.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.Representation;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;

/** {@code load_state_dict()}: one call of it. */
final class Loading {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "load_state_dict(state_dict: any, strict: bool = True, assign: bool = False)",
              "Copies the values of a state_dict() into the parameters and buffers; with assign,"
                  + " takes its tensors themselves. Answers the missing and the unexpected keys,"
                  + " which are errors if strict.",
              (self, a) -> new Loading(self, a.get(0), a.flag(1), a.flag(2)).run()));

  /** A module's own method that brings what older versions saved up to date. */
  private static final String UPGRADE = "_upgrade_state_dict";

  private final ModuleInstance root;
  private final DictValue saved;
  private final boolean strict;
  private final boolean assign;
  private final ListValue missing = new ListValue();
  private final ListValue unexpected = new ListValue();
  private final ListValue unfit = new ListValue();

  /** Whether all that is wrong is wrong about shapes. */
  private boolean shapesOnly = true;

  private Loading(ModuleInstance root, Object saved, boolean strict, boolean assign) {
    if (!(saved instanceof Map<?, ?> state)) {
      GradError error =
          new GradError(
              ErrorKind.TYPE,
              "load_state_dict() takes a state_dict, not " + Types.described(saved));
      throw saved instanceof String ? error.help("read the file first: load(path)") : error;
    }
    this.root = root;
    this.saved = new DictValue(state);
    this.strict = strict;
    this.assign = assign;
  }

  /** As in PyTorch, what fits is taken even where something else does not. */
  private Object run() {
    List<Entry> entries = new ArrayList<>();
    prepare(root, "", entries);
    Set<Object> paths = entries.stream().map(Entry::path).collect(Collectors.toSet());
    saved.keySet().stream().filter(key -> !paths.contains(key)).forEach(unexpected::add);
    take(entries);
    finish(root);
    if ((strict && !(missing.isEmpty() && unexpected.isEmpty())) || !unfit.isEmpty()) {
      throw mismatch();
    }
    TupleValue keys =
        TupleValue.named(
            "_IncompatibleKeys", List.of("missing_keys", "unexpected_keys"), missing, unexpected);
    return missing.isEmpty() && unexpected.isEmpty()
        ? keys.shownAs("<All keys matched successfully>")
        : keys;
  }

  /** A parameter or buffer, and where it is. */
  private record Entry(ModuleInstance owner, Field field, String path) {
    Tensor tensor() {
      return (Tensor) owner.valueOf(field);
    }
  }

  /** Owners first: hooks before a module's own values are looked for. */
  private void prepare(ModuleInstance module, String prefix, List<Entry> entries) {
    if (module.hasHooks()) {
      for (HookEntry hook : List.copyOf(module.hooks().beforeLoading())) {
        hook.function()
            .call(
                Arguments.of(
                    module, saved, prefix, new DictValue(), strict, missing, unexpected, unfit));
      }
    }
    Field upgrade = module.shape().find(UPGRADE);
    if (upgrade != null && module.valueOf(upgrade) instanceof Callable method) {
      method.call(Arguments.of(saved, prefix));
    }
    for (Field field : State.saved(module)) {
      entries.add(new Entry(module, field, prefix + field.name()));
    }
    for (Field field : module.shape().modules()) {
      if (module.valueOf(field) instanceof ModuleInstance child) {
        prepare(child, prefix + field.name() + ".", entries);
      }
    }
  }

  private void take(List<Entry> entries) {
    Context context = Context.current();
    GradMode before = context.gradMode();
    Origin place = context.gradModeOrigin();
    context.setGradMode(GradMode.NO_GRAD, context.origin());
    try {
      entries.forEach(this::take);
    } finally {
      context.setGradMode(before, place);
    }
  }

  private void take(Entry entry) {
    Object value = saved.get(entry.path());
    if (value == null) {
      missing.add(entry.path());
      return;
    }
    Tensor target = entry.tensor();
    if (!(value instanceof Tensor source)) {
      shapesOnly = false;
      unfit.add("'" + entry.path() + "' is no tensor but " + Types.described(value));
      return;
    }
    if (target.dim() == 0 && source.dim() == 1 && source.numel() == 1) {
      // what was once saved as a vector of one element
      source = (Tensor) Tensors.call(source, "reshape", TupleValue.EMPTY);
    }
    if (!source.layout().sameSizes(target.layout())) {
      unfit.add(misfit(entry.path(), source, target));
    } else if (assign) {
      assign(entry, source, target);
    } else {
      Tensors.call(target, "copy_", source);
    }
  }

  private static void assign(Entry entry, Tensor source, Tensor target) {
    Tensor own = source;
    if (target.isParameter() && !source.isParameter()) {
      own = ((Tensor) Tensors.call(source, "detach")).asParameter();
      own.setRequiresGrad(target.requiresGrad());
    }
    entry.owner().hold(entry.field().name(), entry.field().kind(), own);
  }

  /** Children first, as they are loaded. */
  private void finish(ModuleInstance module) {
    for (Field field : module.shape().modules()) {
      if (module.valueOf(field) instanceof ModuleInstance child) {
        finish(child);
      }
    }
    if (!module.hasHooks()) {
      return;
    }
    TupleValue keys =
        TupleValue.named(
            "_IncompatibleKeys", List.of("missing_keys", "unexpected_keys"), missing, unexpected);
    for (HookEntry hook : List.copyOf(module.hooks().afterLoading())) {
      hook.function().call(Arguments.of(module, keys));
    }
  }

  private static String misfit(String name, Tensor source, Tensor target) {
    String there = "'" + name + "' in the state_dict has the shape " + source.layout();
    return there + ", and the module's " + target.layout();
  }

  /** All that is wrong at once. */
  private GradError mismatch() {
    List<String> wrong = new ArrayList<>();
    if (strict && !(missing.isEmpty() && unexpected.isEmpty())) {
      wrong.add("the state_dict does not fit " + root.name() + ": it " + wrongKeys());
    }
    unfit.forEach(text -> wrong.add(Representation.str(text)));
    ErrorKind kind =
        wrong.size() > unfit.size() ? ErrorKind.KEY : shapesOnly ? ErrorKind.SHAPE : ErrorKind.TYPE;
    GradError error = new GradError(kind, String.join("; ", wrong));
    return kind == ErrorKind.KEY && unfit.isEmpty()
        ? error.help("strict=False takes what fits")
        : error;
  }

  private String wrongKeys() {
    StringJoiner wrong = new StringJoiner(" and ");
    if (!missing.isEmpty()) {
      wrong.add("lacks " + listed(missing));
    }
    if (!unexpected.isEmpty()) {
      wrong.add("has " + listed(unexpected) + ", which the module has not");
    }
    return wrong.toString();
  }

  private static String listed(ListValue names) {
    return names.stream().map(Representation::repr).collect(Collectors.joining(", "));
  }
}
