package org.gradlang.module;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.DictValue;
import org.gradlang.value.TupleValue;

/** The hooks of one instance, and a call that runs them. */
final class ModuleHooks {
  private final List<HookEntry> before = new ArrayList<>();
  private final List<HookEntry> after = new ArrayList<>();
  private final List<HookEntry> beforeBackward = new ArrayList<>();
  private final List<HookEntry> backward = new ArrayList<>();
  private final List<HookEntry> beforeSaving = new ArrayList<>();
  private final List<HookEntry> afterSaving = new ArrayList<>();
  private final List<HookEntry> beforeLoading = new ArrayList<>();
  private final List<HookEntry> afterLoading = new ArrayList<>();
  private long numbers;

  /** A number that no hook of this instance has had. */
  long nextNumber() {
    return numbers++;
  }

  /** Adds the hooks of another instance, each through a map. */
  void addAll(ModuleHooks others, UnaryOperator<HookEntry> map) {
    numbers = others.numbers;
    others.before.stream().map(map).forEach(before::add);
    others.after.stream().map(map).forEach(after::add);
    others.beforeBackward.stream().map(map).forEach(beforeBackward::add);
    others.backward.stream().map(map).forEach(backward::add);
    others.beforeSaving.stream().map(map).forEach(beforeSaving::add);
    others.afterSaving.stream().map(map).forEach(afterSaving::add);
    others.beforeLoading.stream().map(map).forEach(beforeLoading::add);
    others.afterLoading.stream().map(map).forEach(afterLoading::add);
  }

  List<HookEntry> before() {
    return before;
  }

  List<HookEntry> after() {
    return after;
  }

  List<HookEntry> beforeBackward() {
    return beforeBackward;
  }

  List<HookEntry> backward() {
    return backward;
  }

  List<HookEntry> beforeSaving() {
    return beforeSaving;
  }

  List<HookEntry> afterSaving() {
    return afterSaving;
  }

  List<HookEntry> beforeLoading() {
    return beforeLoading;
  }

  List<HookEntry> afterLoading() {
    return afterLoading;
  }

  /** Pre-hooks, forward, hooks; with backward hooks the graph is watched on both sides. */
  Object call(ModuleInstance module, Arguments arguments) {
    List<HookEntry> due = new ArrayList<>(after);
    try {
      Arguments given = runBefore(module, arguments);
      if (backward.isEmpty() && beforeBackward.isEmpty()) {
        return runAfter(module, given, module.callForward(given), due);
      }
      BackwardHooks watching =
          new BackwardHooks(module, List.copyOf(beforeBackward), List.copyOf(backward));
      Arguments watched = watching.watchInputs(given);
      Object result = runAfter(module, watched, module.callForward(watched), due);
      return watching.watchOutputs(result);
    } catch (GradError e) {
      runAlways(module, arguments, due, e);
      throw e;
    }
  }

  private Arguments runBefore(ModuleInstance module, Arguments arguments) {
    Arguments current = arguments;
    for (HookEntry hook : List.copyOf(before)) {
      if (hook.withKeywords()) {
        Object answer =
            hook.function().call(Arguments.of(module, positional(current), keywords(current)));
        current = answer == None.NONE ? current : both(answer);
      } else {
        Object answer = hook.function().call(Arguments.of(module, positional(current)));
        current = answer == None.NONE ? current : replaced(current, answer);
      }
    }
    return current;
  }

  /** A pre-hook answers the new positional arguments: a tuple, or the only one. */
  private static Arguments replaced(Arguments arguments, Object answer) {
    List<Object> values =
        new ArrayList<>(answer instanceof TupleValue tuple ? tuple : List.of(answer));
    for (int i = 0; i < arguments.keywords().length; i++) {
      values.add(arguments.keywordValue(i));
    }
    return new Arguments(values.toArray(), arguments.keywords());
  }

  /** A pre-hook that sees keywords answers a tuple and a dict. */
  private static Arguments both(Object answer) {
    if (!(answer instanceof TupleValue pair)
        || pair.size() != 2
        || !(pair.get(0) instanceof List<?> positional)
        || !(pair.get(1) instanceof DictValue keywords)) {
      throw new GradError(
          ErrorKind.TYPE, "a pre-hook with with_kwargs=True answers None or (args, kwargs)");
    }
    List<Object> values = new ArrayList<>(positional);
    List<String> names = new ArrayList<>();
    keywords
        .entrySet()
        .forEach(entry -> {
          names.add((String) entry.getKey());
          values.add(entry.getValue());
        });
    return new Arguments(values.toArray(), names.toArray(String[]::new));
  }

  /** Runs the hooks, and takes each from those that are due. */
  private Object runAfter(
      ModuleInstance module, Arguments arguments, Object result, List<HookEntry> due) {
    Object current = result;
    while (!due.isEmpty()) {
      Object answer = after(due.removeFirst(), module, arguments, current);
      current = answer == None.NONE ? current : answer;
    }
    return current;
  }

  private static Object after(
      HookEntry hook, ModuleInstance module, Arguments arguments, Object result) {
    TupleValue positional = positional(arguments);
    return hook.function()
        .call(
            hook.withKeywords()
                ? Arguments.of(module, positional, keywords(arguments), result)
                : Arguments.of(module, positional, result));
  }

  /** After an error: the hooks that run nevertheless, whose own errors do not hide the first. */
  private static void runAlways(
      ModuleInstance module, Arguments arguments, List<HookEntry> due, GradError error) {
    for (HookEntry hook : due) {
      try {
        if (hook.always()) {
          after(hook, module, arguments, None.NONE);
        }
      } catch (GradError second) {
        error.note(second.origin(), "then a hook failed too: " + second.getMessage());
      }
    }
  }

  private static TupleValue positional(Arguments arguments) {
    return TupleValue.of(arguments.positionalValues().clone());
  }

  private static DictValue keywords(Arguments arguments) {
    DictValue keywords = new DictValue();
    for (int i = 0; i < arguments.keywords().length; i++) {
      keywords.put(arguments.keywords()[i], arguments.keywordValue(i));
    }
    return keywords;
  }
}
