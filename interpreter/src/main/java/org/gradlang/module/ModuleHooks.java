package org.gradlang.module;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.TupleValue;

/** The hooks of one instance, and a call that runs them. */
final class ModuleHooks {
  private final List<HookEntry> before = new ArrayList<>();
  private final List<HookEntry> after = new ArrayList<>();
  private final List<HookEntry> backward = new ArrayList<>();

  List<HookEntry> before() {
    return before;
  }

  List<HookEntry> after() {
    return after;
  }

  List<HookEntry> backward() {
    return backward;
  }

  /** Pre-hooks, forward, hooks; with backward hooks the graph is watched on both sides. */
  Object call(ModuleInstance module, Arguments arguments) {
    Arguments given = runBefore(module, arguments);
    if (backward.isEmpty()) {
      return runAfter(module, given, module.callForward(given));
    }
    BackwardHooks watching = new BackwardHooks(module, List.copyOf(backward));
    Arguments watched = watching.watchInputs(given);
    Object result = runAfter(module, watched, module.callForward(watched));
    return watching.watchOutputs(result);
  }

  private Arguments runBefore(ModuleInstance module, Arguments arguments) {
    Arguments current = arguments;
    for (HookEntry hook : List.copyOf(before)) {
      Object answer = hook.function().call(Arguments.of(module, positional(current)));
      if (answer != None.NONE) {
        current = replaced(current, answer);
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

  private Object runAfter(ModuleInstance module, Arguments arguments, Object result) {
    Object current = result;
    for (HookEntry hook : List.copyOf(after)) {
      Callable function = hook.function();
      Object answer = function.call(Arguments.of(module, positional(arguments), current));
      if (answer != None.NONE) {
        current = answer;
      }
    }
    return current;
  }

  private static TupleValue positional(Arguments arguments) {
    return TupleValue.of(arguments.positionalValues().clone());
  }
}
