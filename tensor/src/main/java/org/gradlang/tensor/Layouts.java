package org.gradlang.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Row-major layouts of a context, one for each shape that is there: a program has few shapes, and a
 * graph of many small layers reads what it holds from the cache where they share them.
 *
 * <p>Threads that share a kernel may ask at once; then a shape has two at worst.
 */
final class Layouts {
  private static final int BITS = 7;

  private final @Nullable Layout[] known = new @Nullable Layout[1 << BITS];

  /** The layout of these sizes, which are not to be changed. */
  Layout of(int[] sizes) {
    int mixed = sizes.length;
    for (int size : sizes) {
      mixed = (mixed + size) * 0x9E3779B9; // 2^32 by the golden ratio: spreads what is alike
    }
    int at = mixed >>> (Integer.SIZE - BITS);
    Layout layout = known[at];
    if (layout == null || !layout.hasSizes(sizes)) {
      layout = Layout.made(sizes);
      known[at] = layout;
    }
    return layout;
  }
}
