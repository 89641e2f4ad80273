package org.gradlang.spec.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of random numbers.
 *
 * @param values all its elements; where those would be many, there are the first and the last
 */
record Drawn(
    String dtype,
    List<Integer> shape,
    @Nullable List<Object> values,
    @Nullable List<Object> first,
    @Nullable List<Object> last) {

  private static final double FLOAT32_TOLERANCE = 1e-6;
  private static final double FLOAT64_TOLERANCE = 1e-12;

  void compare(String what, Tensor actual, TensorComparison comparison) {
    double tolerance = dtype.equals("float64") ? FLOAT64_TOLERANCE : FLOAT32_TOLERANCE;
    if (values != null) {
      comparison.tensor(what, actual, RecordedTensor.make(values, dtype, shape), tolerance);
      return;
    }
    List<Object> start = Objects.requireNonNull(first);
    List<Object> end = Objects.requireNonNull(last);
    int[] sizes = actual.layout().sizes();
    if (!actual.dtype().text().equals(dtype) || !boxed(sizes).equals(shape)) {
      comparison.add(what + ": got shape " + actual.layout() + " of " + actual.dtype());
      return;
    }
    List<Object> elements = TensorComparison.elements(actual);
    List<Object> compared = new ArrayList<>(elements.subList(0, start.size()));
    compared.addAll(elements.subList(elements.size() - end.size(), elements.size()));
    List<Object> recorded = new ArrayList<>(start);
    recorded.addAll(end);
    Tensor expected = RecordedTensor.make(recorded, dtype, List.of(recorded.size()));
    comparison.elements(
        what + ", first and last", compared, TensorComparison.elements(expected), tolerance);
  }

  private static List<Integer> boxed(int[] sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }
}
