package org.gradlang.value;

import java.util.Arrays;
import java.util.List;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.tensor.Context;
import org.gradlang.value.number.Integers;
import org.jspecify.annotations.Nullable;

/** {@code +} and {@code *} of texts, lists and tuples, and {@code |} of dicts. */
final class Sequences {
  /** Characters from which on a text takes long to make. */
  private static final int LONG = 1 << 24;

  private Sequences() {}

  static Object binary(BinaryOperator operator, Object a, Object b) {
    Object result =
        switch (operator) {
          case ADD -> concatenate(a, b);
          case MULTIPLY -> b instanceof Long || b instanceof Boolean ? repeat(a, b) : repeat(b, a);
          case BIT_OR -> merge(a, b);
          default -> null;
        };
    if (result == null) {
      throw Arithmetic.unsupported(operator, a, b);
    }
    return result;
  }

  private static @Nullable Object concatenate(Object a, Object b) {
    return switch (a) {
      case String x when b instanceof String y -> x.concat(y);
      case ListValue x when b instanceof ListValue y -> ListValue.of(joined(x, y));
      case TupleValue x when b instanceof TupleValue y -> TupleValue.of(joined(x, y));
      default -> null;
    };
  }

  private static Object[] joined(List<Object> a, List<Object> b) {
    Object[] first = a.toArray();
    Object[] all = Arrays.copyOf(first, first.length + b.size());
    System.arraycopy(b.toArray(), 0, all, first.length, b.size());
    return all;
  }

  private static @Nullable Object repeat(Object sequence, Object count) {
    if (!(count instanceof Long || count instanceof Boolean)) {
      return null;
    }
    long times = count instanceof Long number ? Math.max(0, number) : (boolean) count ? 1 : 0;
    return switch (sequence) {
      case String text -> repeated(text, total(text.length(), times));
      case ListValue list -> ListValue.of(repeated(list, times));
      case TupleValue tuple -> TupleValue.of(repeated(tuple, times));
      default -> null;
    };
  }

  /** The count of repetitions where the result has a length that Java can hold. */
  private static int total(int length, long times) {
    if (length == 0) {
      return 0;
    }
    if (times > (Integer.MAX_VALUE - 16) / length) {
      throw Integers.tooLong(length + " * " + times);
    }
    return (int) times;
  }

  private static String repeated(String text, int times) {
    return (long) text.length() * times < LONG
        ? text.repeat(times)
        : Context.current().aside(() -> text.repeat(times));
  }

  private static Object[] repeated(List<Object> list, long times) {
    Object[] once = list.toArray();
    int count = total(once.length, times);
    Object[] all = new Object[once.length * count];
    Context context = Context.current();
    for (int i = 0; i < count; i++) {
      context.worked(once.length);
      System.arraycopy(once, 0, all, i * once.length, once.length);
    }
    return all;
  }

  private static @Nullable Object merge(Object a, Object b) {
    if (a instanceof DictValue x && b instanceof DictValue y) {
      DictValue merged = new DictValue(x);
      merged.putAll(y);
      return merged;
    }
    return null;
  }

  /** {@code list += values} and {@code list *= n}; false for every other operator. */
  static boolean changeInPlace(BinaryOperator operator, ListValue list, Object value) {
    if (operator == BinaryOperator.ADD) {
      list.addAll(Iteration.list(value));
      return true;
    }
    if (operator == BinaryOperator.MULTIPLY && repeat(list, value) instanceof ListValue repeated) {
      list.replaceAll(repeated.toArray());
      return true;
    }
    return false;
  }
}
