package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/** Copies, casts and fills. */
public final class Copies {
  private static final int PARALLEL = 1 << 17;

  private Copies() {}

  /** A row-major copy. */
  public static Storage contiguous(Strided x) {
    return converted(x, x.dtype());
  }

  /** A row-major copy of another dtype; floats become ints by truncation. */
  public static Storage converted(Strided x, DType dtype) {
    Storage copy = Storage.zeros(dtype, x.layout().numel());
    copy(x, new View(copy, x.layout().toContiguous()));
    return copy;
  }

  /** Copies elements, which broadcast and are converted, over others. */
  public static void copy(Strided from, Strided to) {
    Layout layout = to.layout();
    Object source = Elements.array(from.storage());
    Object target = Elements.array(to.storage());
    int n = layout.numel();
    if (n == 0) {
      return;
    }
    if (layout.isContiguous() && from.layout().isContiguous() && from.layout().sameSizes(layout)) {
      int at = from.layout().offset();
      Elements.copy(source, from.dtype(), at, 1, target, to.dtype(), layout.offset(), 1, n);
      return;
    }
    Walk walk = Walk.inMemoryOrder(layout, layout, from.layout());
    int turned = n < Transposition.SMALL ? -1 : Transposition.dimension(walk);
    if (turned >= 0) {
      Transposition.copy(from, to, walk, turned);
      return;
    }
    Context.current()
        .split(
            n,
            n >= PARALLEL ? Evaluation.TILE : n,
            (start, end) -> {
              for (int i = start; i < end; ) {
                int run = walk.run(i, end - i);
                Elements.copy(
                    source,
                    from.dtype(),
                    walk.position(1, i),
                    walk.step(1),
                    target,
                    to.dtype(),
                    walk.position(0, i),
                    walk.step(0),
                    run);
                i += run;
              }
            });
  }

  /** Sets all elements to one number, which is rounded to the dtype. */
  public static void fill(Strided x, Scalar value) {
    Object array = Elements.array(x.storage());
    if (x.layout().isContiguous()) {
      int offset = x.layout().offset();
      Elements.fill(array, x.dtype(), offset, offset + x.layout().numel(), value);
      return;
    }
    Storage one = Storage.zeros(x.dtype(), 1);
    Elements.fill(Elements.array(one), x.dtype(), 0, 1, value);
    copy(new View(one, Layout.SCALAR), x);
  }

  /** Where in its storage each element is, in row-major order: for gathering and scattering. */
  public static int[] positions(Layout layout) {
    int[] order = new int[layout.dim()];
    java.util.Arrays.setAll(order, d -> d);
    Walk walk = Walk.inOrder(layout.sizes(), order, layout);
    int[] positions = new int[layout.numel()];
    for (int i = 0; i < positions.length; ) {
      int run = walk.run(i, positions.length - i);
      int position = walk.position(0, i);
      for (int j = 0; j < run; j++, position += walk.step(0)) {
        positions[i + j] = position;
      }
      i += run;
    }
    return positions;
  }

  /** The elements of a storage at the given positions, in their order. */
  public static Storage take(Storage from, int[] positions) {
    Storage taken = Storage.zeros(from.dtype(), positions.length);
    switch (from.dtype()) {
      case FLOAT32 -> {
        for (int i = 0; i < positions.length; i++) {
          taken.floats()[i] = from.floats()[positions[i]];
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < positions.length; i++) {
          taken.doubles()[i] = from.doubles()[positions[i]];
        }
      }
      case INT64 -> {
        for (int i = 0; i < positions.length; i++) {
          taken.longs()[i] = from.longs()[positions[i]];
        }
      }
      case BOOL -> {
        for (int i = 0; i < positions.length; i++) {
          taken.bools()[i] = from.bools()[positions[i]];
        }
      }
    }
    return taken;
  }
}
