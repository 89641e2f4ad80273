package org.gradlang.spec.golden;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gradlang.Value;
import org.jspecify.annotations.Nullable;

/** The random numbers that a sequence of expressions draws after a seed. */
record RandomCase(long seed, List<Step> steps) implements GoldenCase {

  /**
   * One expression, and what it draws: the state of a module, a tensor (which has the parts of
   * {@link Drawn}), or nothing to compare.
   */
  record Step(
      String expr,
      @Nullable Map<String, Drawn> state,
      @Nullable String dtype,
      @Nullable List<Integer> shape,
      @Nullable List<Object> values,
      @Nullable List<Object> first,
      @Nullable List<Object> last) {

    void compare(Interpreter interpreter, TensorComparison comparison) {
      Value value = interpreter.evaluate(expr);
      if (state != null) {
        compare(state, interpreter.stateOf(value), comparison);
      } else if (dtype != null) {
        Drawn tensor = new Drawn(dtype, Objects.requireNonNull(shape), values, first, last);
        tensor.compare(expr, value.asTensor(), comparison);
      }
    }

    private void compare(
        Map<String, Drawn> expected, Map<String, Value> found, TensorComparison comparison) {
      if (!found.keySet().equals(expected.keySet())) {
        comparison.add(expr + ": expected " + expected.keySet() + ", got " + found.keySet());
        return;
      }
      found.forEach((name, value) ->
          Objects.requireNonNull(expected.get(name))
              .compare(expr + " " + name, value.asTensor(), comparison));
    }
  }

  @Override
  public String title() {
    return steps.stream()
        .map(Step::expr)
        .collect(Collectors.joining("; ", "seed " + seed + ": ", ""));
  }

  @Override
  public List<String> differences(Interpreter interpreter) {
    TensorComparison comparison = new TensorComparison();
    interpreter.evaluate("manual_seed(" + seed + ")");
    steps.forEach(step -> step.compare(interpreter, comparison));
    return comparison.differences();
  }
}
