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

  /** Elements of a part of the work. */
  private static final int PART = 1 << 14;

  /** Rows of the target that are written at once, and as many elements of each. */
  private static final int HEIGHT = 32;

  private static final int WIDTH = 64;

  /** Rows of the target up to which they are as dense as they are short: no block is needed. */
  private static final int SHORT = 16;

  /** Rows of the target of which each line of the source is so short that it is read for each. */
  private static final int FEW = 4;

  private static final int LONG = 1024;

  private final Object source;
  private final DType sourceType;
  private final Object target;
  private final DType targetType;
  private final Walk walk;
  private final int turned;
  private final int last;

  /** Whether elements only change places. */
  private final boolean isTurned;

  private final boolean isBuffered;
  private final int height;
  private final int width;
  private final int strips;

  private Transposition(Strided from, Strided to, Walk walk, int turned) {
    this.source = Elements.array(from.storage());
    this.sourceType = from.dtype();
    this.target = Elements.array(to.storage());
    this.targetType = to.dtype();
    this.walk = walk;
    this.turned = turned;
    this.last = walk.dims() - 1;
    int rows = walk.size(turned);
    int length = walk.size(last);
    this.isTurned =
        rows >= FEW
            && walk.step(0) == 1
            && sourceType == targetType
            && (sourceType == DType.FLOAT32 || sourceType == DType.FLOAT64);
    this.isBuffered = isTurned && length > SHORT;
    this.height = isTurned && !isBuffered ? LONG : HEIGHT;
    this.width = rows < FEW ? LONG : HEIGHT;
    this.strips = (rows + height - 1) / height;
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
    int n = to.layout().numel();
    int strips = transposition.strips;
    int planes = n / (walk.size(turned) * walk.size(walk.dims() - 1));
    int elements = n / (planes * strips);
    Context.current()
        .split(
            planes * strips,
            n < PARALLEL ? planes * strips : Math.max(1, PART / Math.max(1, elements)),
            transposition::strips);
  }

  private void strips(int start, int end) {
    Context context = Context.current();
    int length = walk.size(last);
    Object corner = isBuffered ? buffer() : target;
    for (int i = start; i < end; i++) {
      int first = i % strips * height;
      int rows = Math.min(height, walk.size(turned) - first);
      int to = position(0, i / strips) + first * walk.stride(0, turned);
      int from = position(1, i / strips) + first * walk.stride(1, turned);
      if (!isTurned) {
        copied(to, from, rows);
      } else if (isBuffered) {
        buffered(corner, to, from, rows);
      } else {
        Turning.turn(source, from, walk.step(1), target, to, walk.stride(0, turned), rows, length);
      }
      context.worked(rows * length);
    }
  }

  /** Where a participant has the first element of a plane. */
  private int position(int participant, int plane) {
    int position = walk.offset(participant);
    int number = plane;
    for (int d = last - 1; d >= 0; d--) {
      if (d != turned) {
        position += number % walk.size(d) * walk.stride(participant, d);
        number /= walk.size(d);
      }
    }
    return position;
  }

  /** For other dtypes, and for targets with gaps: element by element, a block after the other. */
  private void copied(int to, int from, int rows) {
    int outStep = walk.step(0);
    int inStep = walk.step(1);
    int length = walk.size(last);
    for (int j = 0; j < length; j += width) {
      int columns = Math.min(width, length - j);
      for (int r = 0; r < rows; r++) {
        int out = to + r * walk.stride(0, turned) + j * outStep;
        int in = from + r * walk.stride(1, turned) + j * inStep;
        Elements.copy(source, sourceType, in, inStep, target, targetType, out, outStep, columns);
      }
    }
  }

  /**
   * By way of a block that stays in the cache: rows that are a power of two apart would take each
   * other's places there before a line of the target is full.
   */
  private void buffered(Object block, int to, int from, int rows) {
    int inStep = walk.step(1);
    int length = walk.size(last);
    for (int j = 0; j < length; j += WIDTH) {
      int columns = Math.min(WIDTH, length - j);
      Turning.turn(source, from + j * inStep, inStep, block, 0, WIDTH, rows, columns);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(block, r * WIDTH, target, to + r * walk.stride(0, turned) + j, columns);
      }
    }
  }

  private Object buffer() {
    return sourceType == DType.FLOAT32 ? new float[HEIGHT * WIDTH] : new double[HEIGHT * WIDTH];
  }
}
