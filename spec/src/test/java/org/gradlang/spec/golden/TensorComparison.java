package org.gradlang.spec.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Compares tensors with recorded ones and collects the differences.
 *
 * <p>Shape, dtype, ints and bools must be equal. A float is right when {@code |actual - expected|
 * <= tolerance (1 + |expected|)}, an infinity only itself, and NaN equals NaN.
 */
final class TensorComparison {
  private static final int SHOWN = 8;

  private final List<String> differences = new ArrayList<>();

  /** What was found so far. */
  List<String> differences() {
    return differences;
  }

  /** Notes a difference that was found elsewhere. */
  void add(String difference) {
    differences.add(difference);
  }

  /** Compares dtype, shape, {@code requires_grad} and elements. */
  void output(String what, Tensor actual, RecordedTensor expected, double tolerance) {
    if (actual.requiresGrad() != expected.requiresGrad()) {
      add(what + ": requires_grad is not " + expected.requiresGrad());
    }
    tensor(what, actual, expected.make(), tolerance);
  }

  /** As {@link #tensor}; an undefined gradient is as good as zeros. */
  void gradient(String what, @Nullable Tensor actual, @Nullable Tensor expected, double tolerance) {
    if (actual != null && expected != null) {
      tensor(what, actual, expected, tolerance);
    } else if (!allZero(actual) || !allZero(expected)) {
      add(what + ": expected " + show(expected) + ", got " + show(actual));
    }
  }

  private static boolean allZero(@Nullable Tensor tensor) {
    return tensor == null || elements(tensor).stream().allMatch(each -> number(each) == 0);
  }

  /** Compares dtype, shape and elements. */
  void tensor(String what, Tensor actual, Tensor expected, double tolerance) {
    if (actual.dtype() != expected.dtype()) {
      add(what + ": expected " + expected.dtype() + ", got " + actual.dtype());
    } else if (!Arrays.equals(actual.layout().sizes(), expected.layout().sizes())) {
      add(what + ": expected shape " + expected.layout() + ", got " + actual.layout());
    } else {
      elements(what, elements(actual), elements(expected), tolerance);
    }
  }

  /** Compares elements alone. */
  void elements(String what, List<Object> actual, List<Object> expected, double tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      if (!close(actual.get(i), expected.get(i), tolerance)) {
        add(
            "%s: element %d is %s, not %s; expected %s, got %s"
                .formatted(what, i, actual.get(i), expected.get(i), show(expected), show(actual)));
        return;
      }
    }
  }

  private static boolean close(Object actual, Object expected, double tolerance) {
    if (actual.equals(expected)) {
      return true;
    }
    if (!(expected instanceof Double wanted) || !(actual instanceof Double found)) {
      return false;
    }
    // Infinities and NaN were equal above, or are wrong.
    return Math.abs(found - wanted) <= tolerance * (1 + Math.abs(wanted))
        && Math.abs(wanted) < Double.POSITIVE_INFINITY;
  }

  private static double number(Object element) {
    return element instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) element).doubleValue();
  }

  /** The elements in row-major order: Doubles, Longs or Booleans. */
  static List<Object> elements(Tensor tensor) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < tensor.numel(); i++) {
      elements.add(tensor.element(place(tensor.layout(), i)));
    }
    return elements;
  }

  /** Where the storage has an element, counted in row-major order. */
  private static int place(Layout layout, int element) {
    int place = layout.offset();
    int rest = element;
    for (int dim = layout.dim() - 1; dim >= 0; dim--) {
      place += rest % layout.size(dim) * layout.stride(dim);
      rest /= layout.size(dim);
    }
    return place;
  }

  private static String show(@Nullable Tensor tensor) {
    return tensor == null ? "none" : show(elements(tensor));
  }

  private static String show(List<Object> elements) {
    String text = elements.subList(0, Math.min(SHOWN, elements.size())).toString();
    return elements.size() > SHOWN ? text + " ..." : text;
  }
}
