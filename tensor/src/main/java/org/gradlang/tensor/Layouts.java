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
      mixed = mixed(mixed, size);
    }
    int at = mixed >>> (Integer.SIZE - BITS);
    Layout layout = known[at];
    if (layout == null || !layout.hasSizes(sizes)) {
      layout = Layout.made(sizes);
      known[at] = layout;
    }
    return layout;
  }

  /** The same for two dimensions. */
  Layout of(int rows, int columns) {
    int at = mixed(mixed(2, rows), columns) >>> (Integer.SIZE - BITS);
    Layout layout = known[at];
    return layout != null && layout.hasSizes(rows, columns)
        ? layout
        : of(new int[] {rows, columns});
  }

  /** Spreads what is alike: by 2^32 divided by the golden ratio. */
  private static int mixed(int before, int size) {
    return (before + size) * 0x9E3779B9;
  }
}
