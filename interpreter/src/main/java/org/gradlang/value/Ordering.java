package org.gradlang.value;

import java.util.List;
import org.gradlang.syntax.ComparisonOperator;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.number.Floats;
import org.jspecify.annotations.Nullable;

/** {@code < <= > >=} on numbers, texts, lists and tuples. */
public final class Ordering {
  /** Elements from which on it takes long to compare them. */
  private static final int LONG = 1 << 16;

  private Ordering() {}

  /** Whether {@code a < b}, as sorting asks it; a tensor's comparison must be true as a whole. */
  public static boolean less(Object a, Object b) {
    return holds(ComparisonOperator.LESS, a, b);
  }

  /** Whether an ordering holds; values without an order are a TypeError. */
  static boolean holds(ComparisonOperator operator, Object a, Object b) {
    return switch (a) {
      case Long x -> holdsFor(operator, x, b);
      case Boolean x -> holdsFor(operator, x ? 1 : 0, b);
      case Double x -> holdsFor(operator, x, b);
      case String x when b instanceof String y -> sign(operator, compare(x, y));
      case ListValue x when b instanceof ListValue y -> elements(operator, x, y);
      case TupleValue x when b instanceof TupleValue y -> elements(operator, x, y);
      case Tensor x -> Truth.of(TensorOperators.compare(operator, x, b));
      default -> noNumber(operator, a, b);
    };
  }

  private static boolean noNumber(ComparisonOperator operator, Object a, Object b) {
    if (b instanceof Tensor) {
      return Truth.of(TensorOperators.compare(operator, a, b));
    }
    throw unordered(operator, a, b);
  }

  static GradError unordered(ComparisonOperator operator, Object a, Object b) {
    return new GradError(
        ErrorKind.TYPE,
        operator.text() + " does not order " + Types.described(a) + " and " + Types.described(b));
  }

  private static boolean holdsFor(ComparisonOperator operator, long a, Object b) {
    return switch (b) {
      case Long y -> sign(operator, Long.compare(a, y));
      case Boolean y -> sign(operator, Long.compare(a, y ? 1 : 0));
      case Double y -> !Double.isNaN(y) && sign(operator, Floats.compare(a, y));
      default -> noNumber(operator, a, b);
    };
  }

  private static boolean holdsFor(ComparisonOperator operator, double a, Object b) {
    return switch (b) {
      case Double y -> floats(operator, a, y);
      case Long y -> !Double.isNaN(a) && sign(operator, -Floats.compare(y, a));
      case Boolean y -> floats(operator, a, y ? 1 : 0);
      default -> noNumber(operator, a, b);
    };
  }

  /** Spelled out because every comparison with nan is false. */
  private static boolean floats(ComparisonOperator operator, double a, double b) {
    return switch (operator) {
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
      case EQUAL, NOT_EQUAL, IN, NOT_IN, IS, IS_NOT -> throw noOrdering(operator);
    };
  }

  private static boolean sign(ComparisonOperator operator, int order) {
    return switch (operator) {
      case LESS -> order < 0;
      case LESS_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_EQUAL -> order >= 0;
      case EQUAL, NOT_EQUAL, IN, NOT_IN, IS, IS_NOT -> throw noOrdering(operator);
    };
  }

  private static IllegalArgumentException noOrdering(ComparisonOperator operator) {
    return new IllegalArgumentException(operator + " is no ordering");
  }

  /** By code points: beyond the first plane Java's order of chars is another. */
  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    @Nullable Context context = length < LONG ? null : Context.current();
    for (int i = 0; i < length; i++) {
      if (context != null) {
        context.reached(i);
      }
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean isHigh = Character.isSurrogate(x);
        return isHigh != Character.isSurrogate(y) ? (isHigh ? 1 : -1) : x - y;
      }
    }
    return a.length() - b.length();
  }

  /** The first elements that differ decide, else the lengths. */
  private static boolean elements(ComparisonOperator operator, List<Object> a, List<Object> b) {
    int length = Math.min(a.size(), b.size());
    @Nullable Context context = length < LONG ? null : Context.current();
    for (int i = 0; i < length; i++) {
      if (context != null) {
        context.reached(i);
      }
      if (!Equality.same(a.get(i), b.get(i))) {
        return holds(operator, a.get(i), b.get(i));
      }
    }
    return sign(operator, Integer.compare(a.size(), b.size()));
  }
}
