package org.gradlang.value.method;

import java.util.List;
import java.util.Objects;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Equality;
import org.gradlang.value.Identity;
import org.gradlang.value.Representation;
import org.jspecify.annotations.Nullable;

/** Looking for a value in lists and tuples, and for the arguments of methods that do. */
final class Found {
  private Found() {}

  /** A bound argument that cannot be None's null. */
  static Object value(@Nullable Object[] arguments, int index) {
    return Objects.requireNonNull(arguments[index]);
  }

  /** {@code index(value, start, stop)} of a list or tuple. */
  static Object index(@Nullable Object[] arguments) {
    List<?> list = (List<?>) value(arguments, 0);
    long start = fromFront((Long) value(arguments, 2), list.size());
    long stop = fromFront((Long) value(arguments, 3), list.size());
    return index(list, value(arguments, 1), start, stop);
  }

  /** The place that an index means, which may be outside. */
  static long fromFront(long index, int size) {
    return index < 0 ? Math.max(0, index + size) : index;
  }

  static long index(List<?> list, Object value) {
    return index(list, value, 0, Long.MAX_VALUE);
  }

  private static long index(List<?> list, Object value, long start, long stop) {
    Context context = Context.current();
    for (int i = (int) Math.min(start, list.size()); i < Math.min(stop, list.size()); i++) {
      context.reached(i);
      if (same(list.get(i), value)) {
        return i;
      }
    }
    throw new GradError(ErrorKind.VALUE, Representation.brief(value) + " is not in the sequence");
  }

  /** {@code count(value)} of a list or tuple. */
  static Object count(@Nullable Object[] arguments) {
    Object value = value(arguments, 1);
    long count = 0;
    for (Object element : (List<?>) value(arguments, 0)) {
      count += same(element, value) ? 1 : 0;
    }
    return count;
  }

  private static boolean same(Object a, Object b) {
    return Identity.same(a, b) || Equality.equal(a, b);
  }
}
