package org.gradlang.value;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.number.Floats;

/** {@code a == b} of values, and whether they are one and the same key of a dict. */
public final class Equality {
  private Equality() {}

  /**
   * Whether {@code a == b} is true, inside containers as outside: identical values count as equal
   * there, and the comparison of tensors must be true as a whole.
   *
   * @throws org.gradlang.tensor.GradError for tensors of several elements
   */
  public static boolean equal(Object a, Object b) {
    if (Identity.same(a, b) && !(a instanceof Double)) {
      return true;
    }
    return switch (a) {
      case Long x -> equalsNumber(x, b);
      case Double x -> equalsNumber(x, b);
      case Boolean x when !(b instanceof Boolean) -> equalsNumber(x ? 1L : 0L, b);
      case Tensor x -> Truth.of(TensorValues.equal(x, b));
      default -> b instanceof Tensor y ? Truth.of(TensorValues.equal(y, a)) : equalObjects(a, b);
    };
  }

  private static boolean equalsNumber(long a, Object b) {
    return switch (b) {
      case Long y -> a == y;
      case Double y -> Floats.equal(a, y);
      case Boolean y -> a == (y ? 1 : 0);
      case Tensor y -> Truth.of(TensorValues.equal(y, a));
      default -> false;
    };
  }

  private static boolean equalsNumber(double a, Object b) {
    return switch (b) {
      case Double y -> a == y;
      case Long y -> Floats.equal(y, a);
      case Boolean y -> a == (y ? 1 : 0);
      case Tensor y -> Truth.of(TensorValues.equal(y, a));
      default -> false;
    };
  }

  private static boolean equalObjects(Object a, Object b) {
    return switch (a) {
      case ListValue x -> b instanceof ListValue y && equalElements(x, y);
      case TupleValue x -> b instanceof TupleValue y && equalElements(x, y);
      case DictValue x -> b instanceof DictValue y && equalEntries(x, y);
      case RangeValue x -> b instanceof RangeValue y && equalRanges(x, y);
      case String x -> LongText.equal(x, b);
      case Boolean x -> x.equals(b);
      case SliceValue x -> x.equals(b);
      default -> a.equals(b);
    };
  }

  static boolean equalElements(List<Object> a, List<Object> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<Object> others = b.iterator();
    for (Object value : a) {
      if (!others.hasNext() || !same(value, others.next())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a container takes two values for the same: identical ones are. */
  static boolean same(Object a, Object b) {
    return Identity.same(a, b) || equal(a, b);
  }

  private static boolean equalEntries(DictValue a, DictValue b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<Object, Object> entry : a.entrySet()) {
      Object other = b.get(entry.getKey());
      if (other == null || !same(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalRanges(RangeValue a, RangeValue b) {
    if (a.length() != b.length() || a.length() == 0) {
      return a.length() == b.length();
    }
    return a.start() == b.start() && (a.length() == 1 || a.step() == b.step());
  }
}
