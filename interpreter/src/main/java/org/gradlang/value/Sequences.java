package org.gradlang.value;

import java.util.List;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.tensor.LargeArrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code +} and {@code *} of texts, lists and tuples, {@code %} of texts and {@code |} of dicts.
 */
final class Sequences {
  private Sequences() {}

  static Object binary(BinaryOperator operator, Object a, Object b) {
    Object result =
        switch (operator) {
          case ADD -> concatenate(a, b);
          case MULTIPLY -> b instanceof Long || b instanceof Boolean ? repeat(a, b) : repeat(b, a);
          case BIT_OR -> merge(a, b);
          case MODULO -> a instanceof String text ? PercentTemplate.filled(text, b) : null;
          default -> null;
        };
    if (result == null) {
      throw Arithmetic.unsupported(operator, a, b);
    }
    return result;
  }

  private static @Nullable Object concatenate(Object a, Object b) {
    return switch (a) {
      case String x when b instanceof String y -> Text.joined(x, y);
      case ListValue x when b instanceof ListValue y -> ListValue.of(joined(x, y));
      case TupleValue x when b instanceof TupleValue y -> x.followedBy(y, joined(x, y));
      default -> null;
    };
  }

  private static Object[] joined(List<Object> a, List<Object> b) {
    Object[] all = ValueRoom.array((long) a.size() + b.size());
    copy(a, all, 0);
    copy(b, all, a.size());
    return all;
  }

  /** Copies all elements, without another array in between. */
  private static void copy(List<Object> from, Object[] to, int at) {
    if (from instanceof TupleValue tuple) {
      tuple.copyTo(to, at);
    } else {
      ((ListValue) from).copyTo(to, at);
    }
  }

  private static @Nullable Object repeat(Object sequence, Object count) {
    if (!(count instanceof Long || count instanceof Boolean)) {
      return null;
    }
    long times = count instanceof Long number ? Math.max(0, number) : (boolean) count ? 1 : 0;
    return switch (sequence) {
      case String text -> repeated(text, times);
      case ListValue list -> ListValue.repeating(repeated(list, times), list.size());
      case TupleValue tuple -> tuple.repeated(repeated(tuple, times));
      default -> null;
    };
  }

  /** How many elements there are then; where ints do not hold the number, more than any limit. */
  private static long total(int length, long times) {
    return length != 0 && times > Long.MAX_VALUE / length ? Long.MAX_VALUE : length * times;
  }

  private static String repeated(String text, long times) {
    long total = total(text.length(), times);
    if (total == 0) {
      return "";
    }
    ValueRoom.forLike(text, total);
    return ValueRoom.hold(LongText.repeated(text, (int) times));
  }

  private static Object[] repeated(List<Object> list, long times) {
    int length = list.size();
    Object[] all = ValueRoom.array(total(length, times));
    if (all.length == 0) {
      return all;
    }
    copy(list, all, 0);
    for (int done = length; done < all.length; ) {
      int more = Math.min(done, all.length - done); // as often as it is there already
      LargeArrays.copy(all, 0, all, done, more);
      done += more;
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
      list.extend(value);
      return true;
    }
    if (operator == BinaryOperator.MULTIPLY && repeat(list, value) instanceof ListValue repeated) {
      list.become(repeated);
      return true;
    }
    return false;
  }
}
