package org.gradlang.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a reduction has gathered so far, for one result or for a run of them.
 *
 * <p>Floats accumulate in float64, over partial results that take turns, so that a SIMD loop gives
 * the same bits as a plain one. Long sums of float32 add eight elements in float32 before ({@link
 * RowLoops#addBlocks}): a sum of which every element is widened takes longer than reading it from
 * memory. Then an error of 3 * 2^-24 of the sum of absolute values is the greatest there may be,
 * and only where float32 had no room is the sum begun again without that.
 */
final class Accumulator {
  /**
   * So many lanes keep the JVM's SIMD loops busy: sums of a million elements took 0.9 ms over 32.
   * Blocks of float32 have {@link RowLoops#BLOCK_LANES}.
   */
  static final int LANES = 128;

  private static final double[] NO_DOUBLES = {};
  private static final long[] NO_LONGS = {};

  private final Fold fold;
  private final boolean integral;
  private final double[] doubles;
  private final long[] longs;

  /** {@code width} results next to each other, or the lanes of one. */
  Accumulator(Fold fold, boolean integral, int width) {
    this(
        fold,
        integral,
        integral ? NO_DOUBLES : new double[width],
        integral ? new long[width] : NO_LONGS);
    reset();
  }

  private Accumulator(Fold fold, boolean integral, double[] doubles, long[] longs) {
    this.fold = fold;
    this.integral = integral;
    this.doubles = doubles;
    this.longs = longs;
  }

  /** Of floats, for the first {@code width} of an array that holds anything. */
  static Accumulator of(Fold fold, double[] doubles, int width) {
    Accumulator accumulator = new Accumulator(fold, false, doubles, NO_LONGS);
    accumulator.reset(width);
    return accumulator;
  }

  /** How many lanes a row of {@code n} elements needs. */
  static int lanes(int n) {
    return n < LANES ? 2 * Integer.highestOneBit(Math.max(1, n - 1)) : LANES;
  }

  /** The same for {@link #foldShortRow}, which keeps the lanes of sums of floats for itself. */
  static int lanesOfShortRow(Fold fold, boolean integral, int n) {
    return fold == Fold.SUM && !integral ? 1 : lanes(n);
  }

  void reset() {
    reset(integral ? longs.length : doubles.length);
  }

  private void reset(int n) {
    if (integral) {
      Arrays.fill(longs, 0, n, fold.longIdentity());
    } else {
      Arrays.fill(doubles, 0, n, fold.identity());
    }
  }

  /** Folds one row, of a tile at most, into lane 0, on vectors where {@code rows} has them. */
  void foldShortRow(Object array, int at, int n, RowLoops rows) {
    if (tookExtreme(array, at, n, rows)) {
      return;
    }
    if (fold == Fold.SUM && array instanceof float[] x) {
      doubles[0] = FoldLoops.sum(x, at, n);
    } else if (fold == Fold.SUM && array instanceof double[] x) {
      doubles[0] = FoldLoops.sum(x, at, n);
    } else {
      int lanes = lanes(n);
      reset(lanes);
      addRow(array, at, n, null);
      joinLanes(lanes / 2); // of fewer than all, the lanes from n on hold nothing
    }
  }

  /**
   * Whether lane 0 has the extreme of a row of float32, found on vectors. Of zeros these do not
   * know which comes first, and nan is left to the fold as well.
   */
  private boolean tookExtreme(Object array, int at, int n, RowLoops rows) {
    boolean extreme = fold == Fold.MAX || fold == Fold.MIN;
    if (!extreme || n < RowLoops.LONG || !(array instanceof float[] x)) {
      return false;
    }
    float found = rows.extreme(x, at, n, fold == Fold.MAX);
    doubles[0] = found;
    return found != 0 && !Float.isNaN(found);
  }

  /** Sums columns of a tile's length at most, which lie side by side, into the first lanes. */
  void sumShortColumns(Object array, int at, int rows, int columns) {
    switch (array) {
      case float[] x -> FoldLoops.sumColumns(x, at, rows, columns, doubles);
      case double[] x -> FoldLoops.sumColumns(x, at, rows, columns, doubles);
      default -> throw new IllegalArgumentException("not floats: " + array.getClass());
    }
  }

  /** How many lanes that needs. */
  static int lanesOfColumns(int columns) {
    return 8 * columns;
  }

  /**
   * Adds {@code n} elements that all belong to one result; runs of one result begin at lane 0, and
   * all but the last have a multiple of {@link RowLoops#BLOCK} elements.
   *
   * @param rows what adds up blocks of float32, or null if each element is widened
   */
  void addRow(Object array, int at, int n, @Nullable RowLoops rows) {
    if (array instanceof float[] x && fold == Fold.SUM && rows != null) {
      addFloats(x, at, n, rows);
      return;
    }
    for (int i = 0; i < n; i += LANES) {
      addColumns(array, at + i, Math.min(LANES, n - i));
    }
  }

  private void addFloats(float[] x, int at, int n, RowLoops rows) {
    int blocks = n / RowLoops.BLOCK;
    rows.addBlocks(x, at, blocks, doubles);
    for (int i = blocks * RowLoops.BLOCK; i < n; i += RowLoops.BLOCK_LANES) {
      FoldLoops.floats(fold, x, at + i, doubles, Math.min(RowLoops.BLOCK_LANES, n - i));
    }
  }

  /** Folds {@code n} elements, and nothing else, into lane 0: lane after lane, and then those. */
  void foldRow(Object array, int at, int n, RowLoops rows) {
    if (tookExtreme(array, at, n, rows)) {
      return;
    }
    if (array instanceof float[] x && fold == Fold.SUM) {
      reset(RowLoops.BLOCK_LANES);
      addFloats(x, at, n, rows);
      doubles[0] = RowLoops.joinedBlocks(doubles);
      if (!mayHaveOverflowed()) {
        return;
      }
    }
    reset();
    addRow(array, at, n, null);
    joinLanes();
  }

  /**
   * Whether lane 0 has a sum that is not finite: then it is added up again, each element widened,
   * as only sums of blocks in float32 may have been too large.
   */
  boolean mayHaveOverflowed() {
    return fold == Fold.SUM && !integral && !Double.isFinite(doubles[0]);
  }

  /** Adds one element to each of {@code n} results. */
  void addColumns(Object array, int at, int n) {
    switch (array) {
      case float[] x -> FoldLoops.floats(fold, x, at, doubles, n);
      case double[] x -> FoldLoops.doubles(fold, x, at, doubles, 0, n);
      case long[] x -> FoldLoops.longs(fold, x, at, longs, 0, n);
      default -> throw new IllegalArgumentException("not a tile: " + array.getClass());
    }
  }

  /** Puts the lanes of one result together, halves first, and leaves it in lane 0. */
  void joinLanes() {
    joinLanes(LANES / 2);
  }

  private void joinLanes(int first) {
    for (int half = first; half > 0; half /= 2) {
      if (integral) {
        FoldLoops.longs(fold, longs, half, longs, 0, half);
      } else {
        FoldLoops.doubles(fold, doubles, half, doubles, 0, half);
      }
    }
  }

  /** Copies lane 0 to another's lane {@code at}. */
  void copyTo(Accumulator other, int at) {
    if (integral) {
      other.longs[at] = longs[0];
    } else {
      other.doubles[at] = doubles[0];
    }
  }

  /** Puts {@code n} lanes from {@code at} on together, one after the other, in lane {@code to}. */
  void foldLanes(int at, int n, int to) {
    if (integral) {
      long result = longs[at];
      for (int i = at + 1; i < at + n; i++) {
        result = fold.apply(result, longs[i]);
      }
      longs[to] = result;
    } else {
      double result = doubles[at];
      for (int i = at + 1; i < at + n; i++) {
        result = fold.apply(result, doubles[i]);
      }
      doubles[to] = result;
    }
  }

  /** The results: {@code double[]} or {@code long[]}. */
  Object results() {
    return integral ? longs : doubles;
  }
}
