package org.gradlang.spec.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An expression over tensors: the result, its gradients, and the gradients of those.
 *
 * @param cotangents for each output; null where it has no gradient
 * @param grads for each input that requires one; null where nothing flows to it
 * @param v cotangents of the gradients, where second-order gradients were recorded
 */
record OperationCase(
    String name,
    String expr,
    Map<String, RecordedTensor> inputs,
    List<RecordedTensor> outputs,
    List<@Nullable List<Object>> cotangents,
    Map<String, @Nullable List<Object>> grads,
    @Nullable Map<String, List<Object>> v,
    @Nullable Map<String, @Nullable List<Object>> grad2,
    double tolerance)
    implements GoldenCase {

  @Override
  public String title() {
    return expr;
  }

  @Override
  public List<String> differences(Interpreter interpreter) {
    return new Run(interpreter).differences();
  }

  /** One evaluation of the case. */
  private final class Run {
    private final Interpreter interpreter;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, Tensor> leaves = new LinkedHashMap<>();
    private final TensorComparison comparison = new TensorComparison();

    Run(Interpreter interpreter) {
      this.interpreter = interpreter;
      inputs.forEach((input, recorded) -> tensors.put(input, recorded.make()));
      grads.keySet().forEach(input -> leaves.put(input, tensors.get(input)));
    }

    List<String> differences() {
      List<Tensor> found = evaluate();
      if (found.size() != outputs.size()) {
        return List.of("expected " + outputs.size() + " outputs, got " + found.size());
      }
      for (int i = 0; i < outputs.size(); i++) {
        comparison.output("output " + i, found.get(i), outputs.get(i), tolerance);
      }
      if (comparison.differences().isEmpty()) {
        compareGradients(found);
      }
      return comparison.differences();
    }

    private List<Tensor> evaluate() {
      List<Tensor> found = new ArrayList<>();
      flatten(interpreter.evaluate(expr, tensors).content(), found);
      return found;
    }

    private static void flatten(Object value, List<Tensor> tensors) {
      switch (value) {
        case Tensor tensor -> tensors.add(tensor);
        case List<?> list -> list.forEach(element -> flatten(element, tensors));
        default -> throw new IllegalArgumentException("the result is no tensor but " + value);
      }
    }

    private void compareGradients(List<Tensor> found) {
      List<Tensor> differentiated = new ArrayList<>();
      List<Tensor> weights = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        List<Object> cotangent = cotangents.get(i);
        if (cotangent != null) {
          RecordedTensor output = outputs.get(i);
          differentiated.add(found.get(i));
          weights.add(RecordedTensor.make(cotangent, output.dtype(), output.shape()));
        }
      }
      Map<String, @Nullable Tensor> first = gradients(differentiated, weights, v != null);
      compare("gradient of ", first, grads);
      if (v != null && grad2 != null) {
        compareSecond(first, v, grad2);
      }
    }

    private void compareSecond(
        Map<String, @Nullable Tensor> first,
        Map<String, List<Object>> directions,
        Map<String, @Nullable List<Object>> expected) {
      List<Tensor> differentiated = new ArrayList<>();
      List<Tensor> weights = new ArrayList<>();
      directions.forEach((input, direction) -> {
        Tensor gradient = first.get(input);
        if (gradient != null && gradient.requiresGrad()) {
          differentiated.add(gradient);
          weights.add(like(input, direction));
        }
      });
      compare("second gradient of ", gradients(differentiated, weights, false), expected);
    }

    private Map<String, @Nullable Tensor> gradients(
        List<Tensor> differentiated, List<Tensor> weights, boolean createGraph) {
      List<@Nullable Tensor> found =
          interpreter.gradients(differentiated, List.copyOf(leaves.values()), weights, createGraph);
      Map<String, @Nullable Tensor> named = new LinkedHashMap<>();
      leaves.keySet().forEach(input -> named.put(input, found.get(named.size())));
      return named;
    }

    private void compare(
        String what,
        Map<String, @Nullable Tensor> found,
        Map<String, @Nullable List<Object>> expected) {
      expected.forEach((input, data) ->
          comparison.gradient(
              what + input, found.get(input), data == null ? null : like(input, data), tolerance));
    }

    private Tensor like(String input, List<Object> data) {
      RecordedTensor form = inputs.get(input);
      return RecordedTensor.make(data, form.dtype(), form.shape());
    }
  }
}
