package org.gradlang.spec.golden;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Script;
import org.gradlang.Value;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Evaluates the expressions of one case after the other, each as if it were the first. */
final class Interpreter implements AutoCloseable {
  private static final Script FRESH =
      Script.compile(
          "fresh",
          """
          set_grad_enabled(True)
          set_default_dtype(float32)
          set_printoptions(profile="default", sci_mode=None)
          """);

  private final Grad grad = Grad.builder().threads(1).build();
  private final Value gradients;
  private final Value stateDict;

  Interpreter() {
    grad.eval("import torch");
    gradients = grad.eval("autograd.grad");
    stateDict = grad.eval("module -> module.state_dict()");
  }

  /** What is not as recorded in a case; settings that it changes are taken back. */
  List<String> differences(GoldenCase golden) {
    try {
      return golden.differences(this);
    } catch (GradException e) {
      return e.diagnostics().stream().map(error -> error.kind() + ": " + error.message()).toList();
    } finally {
      grad.eval(FRESH);
    }
  }

  /** The value of an expression. */
  Value evaluate(String expression) {
    return evaluate(expression, Map.of());
  }

  /**
   * The value of an expression in which some names stand for given values, whatever else they mean.
   */
  Value evaluate(String expression, Map<String, ?> variables) {
    String parameters = String.join(", ", variables.keySet());
    Value function = grad.eval("golden", "fn(" + parameters + ") { return " + expression + " }");
    return function.call(variables.values().toArray());
  }

  /** The parameters and buffers of a module, by their names. */
  Map<String, Value> stateOf(Value module) {
    return stateDict.call(module).asMap();
  }

  /**
   * The gradients of {@code sum((output * cotangent).sum())} for the inputs; null where nothing
   * flows.
   */
  List<@Nullable Tensor> gradients(
      List<Tensor> outputs, List<Tensor> inputs, List<Tensor> cotangents, boolean createGraph) {
    if (outputs.isEmpty() || inputs.isEmpty()) {
      return Arrays.asList(new @Nullable Tensor[inputs.size()]);
    }
    boolean allowUnused = true;
    return gradients
        .call(outputs, inputs, cotangents, createGraph, createGraph, allowUnused)
        .asList()
        .stream()
        .<@Nullable Tensor>map(value -> value.isNone() ? null : value.asTensor())
        .toList();
  }

  @Override
  public void close() {
    grad.close();
  }
}
