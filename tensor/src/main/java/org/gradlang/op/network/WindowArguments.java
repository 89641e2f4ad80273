package org.gradlang.op.network;

import java.util.Arrays;
import org.gradlang.op.declare.Bound;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Numbers for each spatial dimension: one for all of them, or one for each. */
final class WindowArguments {
  private WindowArguments() {}

  /** The argument, each number at least {@code least}. */
  static int[] atLeast(Bound a, String name, int dims, int least) {
    return checked(a, name, each(a, name, a.ints(name), dims), least);
  }

  /** The argument, or where it is left out (None or an empty list) something else. */
  static int[] atLeast(Bound a, String name, int dims, int least, int[] standard) {
    int[] given = a.intsOrNull(name);
    return given == null || given.length == 0
        ? standard
        : checked(a, name, each(a, name, given, dims), least);
  }

  private static int[] checked(Bound a, String name, int[] values, int least) {
    for (int value : values) {
      if (value < least) {
        throw new GradError(
            ErrorKind.VALUE,
            a.operation() + "(): " + name + " must be at least " + least + ", not " + value);
      }
    }
    return values;
  }

  /** How many places a kernel covers from its first element to its last. */
  static long covered(int kernel, int dilation) {
    return dilation * (kernel - 1L) + 1;
  }

  /** In how many places a kernel can stand; below 1 where it does not fit. */
  static int positions(int image, long padding, long covered, int stride) {
    long count = Math.floorDiv(image + padding - covered, (long) stride) + 1;
    return (int) Math.clamp(count, 0L, (long) Integer.MAX_VALUE);
  }

  /** One number stands for all dimensions. */
  static int[] each(Bound a, String name, int[] given, int dims) {
    if (given.length == dims) {
      return given;
    }
    if (given.length != 1) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): "
              + name
              + " is one int, or one for each of "
              + dims
              + " dimensions, not "
              + Arrays.toString(given));
    }
    int[] repeated = new int[dims];
    Arrays.fill(repeated, given[0]);
    return repeated;
  }
}
