package org.gradlang.stdlib.store;

import java.util.Arrays;
import org.gradlang.tensor.Layout;

/** The sizes and strides that files give their tensors, checked before anything is made of them. */
final class Sizes {
  private static final int MOST_DIMENSIONS = 64;
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 16;

  private Sizes() {}

  /** Sizes that a tensor may have: ints, none below 0, and not too many elements together. */
  static int[] checked(long[] sizes) throws FormatException {
    if (sizes.length > MOST_DIMENSIONS) {
      throw new FormatException("it has a tensor of " + sizes.length + " dimensions");
    }
    long product = 1;
    for (long size : sizes) {
      if (size < 0 || size > MOST_ELEMENTS) {
        throw refused(sizes);
      }
      product = size == 0 ? 0 : product > MOST_ELEMENTS / size ? refuse(sizes) : product * size;
    }
    return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
  }

  private static long refuse(long[] sizes) throws FormatException {
    // where a size of 0 follows there are no elements after all
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      return 0;
    }
    throw refused(sizes);
  }

  private static FormatException refused(long[] sizes) {
    return new FormatException("it has a tensor of the shape " + Arrays.toString(sizes));
  }

  /** A view of a storage of {@code length} elements that stays inside of it. */
  static Layout view(long offset, long[] sizes, long[] strides, int length) throws FormatException {
    int[] checked = checked(sizes);
    if (strides.length != sizes.length) {
      throw new FormatException("it has a tensor with more strides than dimensions, or fewer");
    }
    if (offset < 0 || offset > length) {
      throw outside();
    }
    boolean empty = Arrays.stream(checked).anyMatch(size -> size == 0);
    long last = offset;
    for (int d = 0; d < checked.length; d++) {
      long most = empty || checked[d] <= 1 ? 0 : (length - 1L) / (checked[d] - 1);
      if (strides[d] < 0 || !empty && checked[d] > 1 && strides[d] > most) {
        throw outside();
      }
      last += empty || checked[d] <= 1 ? 0 : (checked[d] - 1) * strides[d];
    }
    if (last >= length && !empty) {
      throw outside();
    }
    int[] narrow = Arrays.stream(strides).mapToInt(s -> (int) Math.min(s, MOST_ELEMENTS)).toArray();
    return layout(checked, narrow, (int) offset);
  }

  private static Layout layout(int[] sizes, int[] strides, int offset) {
    return offset == 0 && Arrays.equals(strides, Layout.denseStrides(sizes))
        ? Layout.contiguous(sizes)
        : Layout.strided(sizes, strides, offset);
  }

  private static FormatException outside() {
    return new FormatException("it has a tensor that reaches outside of its storage");
  }
}
