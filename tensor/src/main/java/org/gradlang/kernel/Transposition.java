package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Strided;

/**
 * Copies between memory in different orders, block by block, so that every cache line that is read
 * or written is used whole while it is in the cache.
 */
final class Transposition {
  /** Elements below which everything stays in the cache anyway. */
  static final int SMALL = 1 << 12;

  private static final int PARALLEL = 1 << 17;
  private static final int BLOCK = 32;

  private final Object source;
  private final DType sourceType;
  private final Object target;
  private final DType targetType;
  private final Walk walk;
  private final int turned;
  private final int last;

  private Transposition(Strided from, Strided to, Walk walk, int turned) {
    this.source = Elements.array(from.storage());
    this.sourceType = from.dtype();
    this.target = Elements.array(to.storage());
    this.targetType = to.dtype();
    this.walk = walk;
    this.turned = turned;
    this.last = walk.dims() - 1;
  }

  /** The outer dimension along which participant 1 is dense, or -1 where no turn is needed. */
  static int dimension(Walk walk) {
    int last = walk.dims() - 1;
    if (last < 1 || walk.stride(1, last) <= 1) {
      return -1;
    }
    for (int d = 0; d < last; d++) {
      if (walk.stride(1, d) == 1 && walk.size(d) > 1) {
        return d;
      }
    }
    return -1;
  }

  /** Copies participant 1 of the walk to participant 0; {@code turned} is its dense dimension. */
  static void copy(Strided from, Strided to, Walk walk, int turned) {
    Transposition transposition = new Transposition(from, to, walk, turned);
    int plane = walk.size(turned) * walk.size(walk.dims() - 1);
    int others = to.layout().numel() / plane;
    for (int i = 0; i < others; i++) {
      int number = i;
      int[] at = {walk.offset(0), walk.offset(1)};
      for (int d = walk.dims() - 2; d >= 0; d--) {
        if (d != turned) {
          at[0] += number % walk.size(d) * walk.stride(0, d);
          at[1] += number % walk.size(d) * walk.stride(1, d);
          number /= walk.size(d);
        }
      }
      int grain = plane < PARALLEL ? walk.size(turned) : BLOCK;
      Context.current()
          .split(
              walk.size(turned),
              grain,
              (start, end) -> transposition.plane(at[0], at[1], start, end));
    }
  }

  private void plane(int to, int from, int start, int end) {
    int length = walk.size(last);
    Context context = Context.current();
    for (int i = start; i < end; i += BLOCK) {
      int rows = Math.min(BLOCK, end - i);
      for (int j = 0; j < length; j += BLOCK) {
        int columns = Math.min(BLOCK, length - j);
        int out = to + i * walk.stride(0, turned) + j * walk.stride(0, last);
        int in = from + i * walk.stride(1, turned) + j * walk.stride(1, last);
        block(out, in, rows, columns);
      }
      context.worked(rows * length);
    }
  }

  private void block(int to, int from, int rows, int columns) {
    int outStep = walk.stride(0, last);
    int inStep = walk.stride(1, last);
    for (int r = 0; r < rows; r++) {
      int out = to + r * walk.stride(0, turned);
      int in = from + r * walk.stride(1, turned);
      Elements.copy(source, sourceType, in, inStep, target, targetType, out, outStep, columns);
    }
  }
}
