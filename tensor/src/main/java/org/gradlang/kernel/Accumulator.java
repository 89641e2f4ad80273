package org.gradlang.kernel;

/**
 * What a reduction has gathered so far, for one result or for a run of them.
 *
 * <p>Floats accumulate in float64, over {@link #LANES} partial results that take turns, so that a
 * SIMD loop gives the same bits as a plain one.
 */
final class Accumulator {
  static final int LANES = 32;

  private final Fold fold;
  private final boolean integral;
  private final double[] doubles;
  private final long[] longs;

  /** {@code width} results next to each other, or the lanes of one. */
  Accumulator(Fold fold, boolean integral, int width) {
    this.fold = fold;
    this.integral = integral;
    this.doubles = new double[integral ? 0 : width];
    this.longs = new long[integral ? width : 0];
    reset();
  }

  void reset() {
    java.util.Arrays.fill(doubles, fold.identity());
    java.util.Arrays.fill(longs, fold.longIdentity());
  }

  /** Folds one short row, of lanes at most, into lane 0. */
  void foldShortRow(Object array, int at, int n) {
    reset();
    addColumns(array, at, n);
    joinLanes(Integer.highestOneBit(Math.max(1, n - 1))); // the lanes from n on hold nothing
  }

  /** Adds {@code n} elements that all belong to one result; runs of one result begin at lane 0. */
  void addRow(Object array, int at, int n) {
    for (int i = 0; i < n; i += LANES) {
      addColumns(array, at + i, Math.min(LANES, n - i));
    }
  }

  /** Adds one element to each of {@code n} results. */
  void addColumns(Object array, int at, int n) {
    switch (array) {
      case float[] x -> {
        for (int i = 0; i < n; i++) {
          doubles[i] = fold.apply(doubles[i], x[at + i]);
        }
      }
      case double[] x -> {
        for (int i = 0; i < n; i++) {
          doubles[i] = fold.apply(doubles[i], x[at + i]);
        }
      }
      case long[] x -> {
        for (int i = 0; i < n; i++) {
          longs[i] = fold.apply(longs[i], x[at + i]);
        }
      }
      default -> throw new IllegalArgumentException("not a tile: " + array.getClass());
    }
  }

  /** Puts the lanes of one result together, halves first, and leaves it in lane 0. */
  void joinLanes() {
    joinLanes(LANES / 2);
  }

  private void joinLanes(int first) {
    for (int half = first; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        if (integral) {
          longs[i] = fold.apply(longs[i], longs[i + half]);
        } else {
          doubles[i] = fold.apply(doubles[i], doubles[i + half]);
        }
      }
    }
  }

  /** Puts lane 0 of another together with this one's. */
  void join(Accumulator other) {
    if (integral) {
      longs[0] = fold.apply(longs[0], other.longs[0]);
    } else {
      doubles[0] = fold.apply(doubles[0], other.doubles[0]);
    }
  }

  /** The results: {@code double[]} or {@code long[]}. */
  Object results() {
    return integral ? longs : doubles;
  }
}
