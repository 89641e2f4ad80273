package org.gradlang.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link MatrixVector} on vectors; loaded only where there is the Vector API.
 *
 * <p>A lane is a row, so that the sums of eight rows are one chain. Squares of 8 x 8 elements are
 * turned in registers for that: halves change places, then quarters, then neighbours. Eight rows
 * and no more, because those of a matrix often stand a power of two apart, and then a first-level
 * cache has eight places for them: of sixteen rows each line is fetched again and again, and a
 * matrix of 1024 x 1024 took 390 us in place of 150.
 */
final class ColumnLanes implements MatrixVector.Loop {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

  // made once: the JVM allocates them
  private static final VectorShuffle<Float> FOUR =
      VectorShuffle.fromValues(LANES, 4, 5, 6, 7, 0, 1, 2, 3);
  private static final VectorShuffle<Float> TWO =
      VectorShuffle.fromValues(LANES, 2, 3, 0, 1, 6, 7, 4, 5);
  private static final VectorShuffle<Float> ONE =
      VectorShuffle.fromValues(LANES, 1, 0, 3, 2, 5, 4, 7, 6);

  /** What is enough for {@link #rehearse}. */
  static final int ROOM = 8 * 35;

  /** Whether vectors of the processor are long enough. */
  static boolean isPossible() {
    return FloatVector.SPECIES_PREFERRED.length() >= LANES.length();
  }

  @Override
  public void run(float[] x, int at, int apart, float[] z, int right, int n, float[] sums) {
    int whole = n - n % LANES.length();
    squares(x, at, apart, z, right, whole, sums);
    MatrixVector.DENSE.run(x, at + whole, apart, z, right + whole, n - whole, sums);
  }

  private static void squares(
      float[] x, int at, int apart, float[] z, int right, int n, float[] sums) {
    VectorMask<Float> fours = VectorMask.fromLong(LANES, 0xF0);
    VectorMask<Float> twos = VectorMask.fromLong(LANES, 0xCC);
    VectorMask<Float> ones = VectorMask.fromLong(LANES, 0xAA);
    FloatVector s = FloatVector.fromArray(LANES, sums, 0);
    for (int p = 0; p < n; p += 8) {
      FloatVector a0 = FloatVector.fromArray(LANES, x, at + p);
      FloatVector a1 = FloatVector.fromArray(LANES, x, at + apart + p);
      FloatVector a2 = FloatVector.fromArray(LANES, x, at + 2 * apart + p);
      FloatVector a3 = FloatVector.fromArray(LANES, x, at + 3 * apart + p);
      FloatVector a4 = FloatVector.fromArray(LANES, x, at + 4 * apart + p);
      FloatVector a5 = FloatVector.fromArray(LANES, x, at + 5 * apart + p);
      FloatVector a6 = FloatVector.fromArray(LANES, x, at + 6 * apart + p);
      FloatVector a7 = FloatVector.fromArray(LANES, x, at + 7 * apart + p);
      FloatVector b0 = a0.blend(a4.rearrange(FOUR), fours);
      FloatVector b1 = a1.blend(a5.rearrange(FOUR), fours);
      FloatVector b2 = a2.blend(a6.rearrange(FOUR), fours);
      FloatVector b3 = a3.blend(a7.rearrange(FOUR), fours);
      FloatVector b4 = a0.rearrange(FOUR).blend(a4, fours);
      FloatVector b5 = a1.rearrange(FOUR).blend(a5, fours);
      FloatVector b6 = a2.rearrange(FOUR).blend(a6, fours);
      FloatVector b7 = a3.rearrange(FOUR).blend(a7, fours);
      FloatVector c0 = b0.blend(b2.rearrange(TWO), twos);
      FloatVector c1 = b1.blend(b3.rearrange(TWO), twos);
      FloatVector c2 = b0.rearrange(TWO).blend(b2, twos);
      FloatVector c3 = b1.rearrange(TWO).blend(b3, twos);
      FloatVector c4 = b4.blend(b6.rearrange(TWO), twos);
      FloatVector c5 = b5.blend(b7.rearrange(TWO), twos);
      FloatVector c6 = b4.rearrange(TWO).blend(b6, twos);
      FloatVector c7 = b5.rearrange(TWO).blend(b7, twos);
      FloatVector d0 = c0.blend(c1.rearrange(ONE), ones);
      FloatVector d1 = c0.rearrange(ONE).blend(c1, ones);
      FloatVector d2 = c2.blend(c3.rearrange(ONE), ones);
      FloatVector d3 = c2.rearrange(ONE).blend(c3, ones);
      FloatVector d4 = c4.blend(c5.rearrange(ONE), ones);
      FloatVector d5 = c4.rearrange(ONE).blend(c5, ones);
      FloatVector d6 = c6.blend(c7.rearrange(ONE), ones);
      FloatVector d7 = c6.rearrange(ONE).blend(c7, ones);
      s = d0.fma(FloatVector.broadcast(LANES, z[right + p]), s);
      s = d1.fma(FloatVector.broadcast(LANES, z[right + p + 1]), s);
      s = d2.fma(FloatVector.broadcast(LANES, z[right + p + 2]), s);
      s = d3.fma(FloatVector.broadcast(LANES, z[right + p + 3]), s);
      s = d4.fma(FloatVector.broadcast(LANES, z[right + p + 4]), s);
      s = d5.fma(FloatVector.broadcast(LANES, z[right + p + 5]), s);
      s = d6.fma(FloatVector.broadcast(LANES, z[right + p + 6]), s);
      s = d7.fma(FloatVector.broadcast(LANES, z[right + p + 7]), s);
    }
    s.intoArray(sums, 0);
  }

  /** The loop, with a rest. */
  static void rehearse(MatrixVector.Loop loop, float[] x, float[] sums) {
    loop.run(x, 0, 35, x, 0, 35, sums);
  }
}
