package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loops over rows on vectors give the bits of plain ones, and what they say. */
class RowLoopsTest {
  private final SplittableRandom random = new SplittableRandom(7);
  private final double[] lanes = new double[Accumulator.LANES];

  @BeforeAll
  static void needsVectors() {
    assumeTrue(SimdKernels.isAvailable());
  }

  private float[] row(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-8, 9)));
    }
    return x;
  }

  @Test
  void bothGiveTheSameBits() {
    RowLoops vectors = new RowLanes();
    for (int n = 1; n < 300; n++) {
      int at = random.nextInt(9);
      float[] x = row(at + n + 5);
      double mean = random.nextGaussian();
      assertEquals(
          PlainRows.ROWS.sum(x, at, n, lanes), vectors.sum(x, at, n, lanes), 0.0, () -> "sum");
      assertEquals(
          PlainRows.ROWS.squares(x, at, mean, n, lanes),
          vectors.squares(x, at, mean, n, lanes),
          0.0,
          () -> "squares");
      assertEquals(PlainRows.ROWS.greatest(x, at, n), vectors.greatest(x, at, n), 0f);
    }
  }

  @Test
  void bothGiveTheSameSumsOfTwoRows() {
    RowLoops vectors = new RowLanes();
    for (int n = 1; n < 300; n++) {
      int at = random.nextInt(9);
      float[] g = row(at + n + 5);
      float[] x = row(at + n + 5);
      double[] weight = random.doubles(n).toArray();
      double mean = random.nextGaussian();
      assertEquals(
          PlainRows.ROWS.products(g, x, at, n, lanes), vectors.products(g, x, at, n, lanes), 0.0);
      double[] plain = new double[2 * RowLoops.LANES];
      double[] sums = random.doubles(plain.length).toArray();
      PlainRows.ROWS.sums(g, x, at, mean, n, plain);
      vectors.sums(g, x, at, mean, n, sums);
      assertEquals(plain[0], sums[0], 0.0);
      assertEquals(plain[RowLoops.LANES], sums[RowLoops.LANES], 0.0);
      PlainRows.ROWS.weightedSums(g, x, at, weight, mean, n, plain);
      vectors.weightedSums(g, x, at, weight, mean, n, sums);
      assertEquals(plain[0], sums[0], 0.0);
      assertEquals(plain[RowLoops.LANES], sums[RowLoops.LANES], 0.0);
    }
  }

  @Test
  void bothAddTheSameToPlaces() {
    RowLoops vectors = new RowLanes();
    for (int n = 1; n < 70; n++) {
      int at = random.nextInt(9);
      int place = random.nextInt(5);
      float[] g = row(at + n + 5);
      float[] x = row(at + n + 5);
      double[] plain = random.doubles(place + n + 3).toArray();
      double[] centred = random.doubles(place + n + 3).toArray();
      double[] otherPlain = plain.clone();
      double[] otherCentred = centred.clone();
      PlainRows.ROWS.addToPlaces(g, x, at, 0.3, 1.7, n, plain, centred, place);
      vectors.addToPlaces(g, x, at, 0.3, 1.7, n, otherPlain, otherCentred, place);
      assertArrayEquals(plain, otherPlain);
      assertArrayEquals(centred, otherCentred);
    }
  }

  @Test
  void sumsOfTwoRowsAreThoseOfFloat64() {
    float[] g = row(1000);
    float[] x = row(1000);
    double[] weight = random.doubles(1000).toArray();
    double products = 0;
    double plain = 0;
    double centred = 0;
    double size = 0;
    for (int i = 0; i < x.length; i++) {
      products += g[i] * x[i]; // rounded, as the loop does
      plain += g[i] * weight[i];
      centred += g[i] * weight[i] * (x[i] - 0.5);
      size += Math.abs((double) g[i]) * (Math.abs((double) x[i]) + 1);
    }
    double[] sums = new double[2 * RowLoops.LANES];
    for (RowLoops rows : new RowLoops[] {PlainRows.ROWS, new RowLanes()}) {
      assertEquals(products, rows.products(g, x, 0, x.length, lanes), size * 1e-13);
      rows.weightedSums(g, x, 0, weight, 0.5, x.length, sums);
      assertEquals(plain, sums[0], size * 1e-13);
      assertEquals(centred, sums[RowLoops.LANES], size * 1e-13);
    }
  }

  @Test
  void bothAddTheSameBlocks() {
    RowLoops vectors = new RowLanes();
    for (int blocks = 0; blocks < 70; blocks += 1 + blocks / 5) {
      int at = random.nextInt(9);
      float[] x = row(at + blocks * RowLoops.BLOCK + 5);
      double[] plain = random.doubles(RowLoops.BLOCK_LANES).toArray();
      double[] sums = plain.clone();
      PlainRows.ROWS.addBlocks(x, at, blocks, plain);
      vectors.addBlocks(x, at, blocks, sums);
      assertArrayEquals(plain, sums);
      PlainRows.ROWS.addSquares(x, at, 0.3f, blocks, plain);
      vectors.addSquares(x, at, 0.3f, blocks, sums);
      assertArrayEquals(plain, sums);
    }
  }

  @Test
  void sumsByBlocksAreWithinTheirBounds() {
    for (int n = 1; n < 1500; n += 1 + n / 4) {
      float[] x = row(n);
      double size = 0;
      for (float number : x) {
        size += Math.abs((double) number);
      }
      for (RowLoops rows : new RowLoops[] {PlainRows.ROWS, new RowLanes()}) {
        double sum = rows.sum(x, 0, n, lanes);
        assertEquals(sum, rows.sumByBlocks(x, 0, n, lanes), size * 3 * 0x1p-24);
        double squares = rows.squares(x, 0, 0.5f, n, lanes);
        assertEquals(squares, rows.squaresByBlocks(x, 0, 0.5f, n, lanes), squares * 6 * 0x1p-24);
      }
    }
  }

  @Test
  void whatFloat32HasNoRoomForIsSummedInFloat64() {
    float[] large = new float[200];
    java.util.Arrays.fill(large, 3e38f);
    float[] small = new float[200];
    java.util.Arrays.fill(small, 3e-30f);
    for (RowLoops rows : new RowLoops[] {PlainRows.ROWS, new RowLanes()}) {
      assertEquals(200.0 * 3e38f, rows.sumByBlocks(large, 0, 200, lanes), 1e26);
      double squares = rows.squares(large, 0, 0, 200, lanes);
      assertEquals(squares, rows.squaresByBlocks(large, 0, 0, 200, lanes), 0.0);
      squares = rows.squares(small, 0, 0, 200, lanes);
      assertTrue(squares > 1e-57);
      assertEquals(squares, rows.squaresByBlocks(small, 0, 0, 200, lanes), 0.0);
    }
  }

  @Test
  void bothStandardiseTheSame() {
    RowLoops vectors = new RowLanes();
    for (int n = 1; n < 150; n++) {
      int at = random.nextInt(9);
      float[] x = row(at + n + 5);
      float[] weight = row(n);
      float[] bias = row(n);
      float[] plain = new float[x.length];
      float[] y = new float[x.length];
      PlainRows.ROWS.standardise(x, plain, at, 0.3f, 1.7f, weight, bias, n);
      vectors.standardise(x, y, at, 0.3f, 1.7f, weight, bias, n);
      assertArrayEquals(plain, y);
      assertEquals((x[at] - 0.3f) * 1.7f * weight[0] + bias[0], y[at]);
    }
  }

  @Test
  void sumsAreThoseOfFloat64() {
    float[] x = row(1000);
    double sum = 0;
    double squares = 0;
    double size = 0;
    for (float number : x) {
      sum += number;
      squares += (number - 0.5) * (number - 0.5);
      size += Math.abs(number);
    }
    for (RowLoops rows : new RowLoops[] {PlainRows.ROWS, new RowLanes()}) {
      assertEquals(sum, rows.sum(x, 0, x.length, lanes), size * 1e-13);
      assertEquals(squares, rows.squares(x, 0, 0.5, x.length, lanes), squares * 1e-13);
    }
  }

  @Test
  void theGreatestIsFoundAnywhere() {
    for (int place = 0; place < 131; place++) {
      float[] x = new float[131];
      java.util.Arrays.fill(x, Float.NEGATIVE_INFINITY);
      x[place] = -3;
      assertEquals(-3f, PlainRows.ROWS.greatest(x, 0, x.length));
      assertEquals(-3f, new RowLanes().greatest(x, 0, x.length));
    }
  }

  @Test
  void bothFindTheSamePlace() {
    RowLoops vectors = new RowLanes();
    for (int n = 1; n < 200; n++) {
      int at = random.nextInt(9);
      float[] x = new float[at + n + 5];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextInt(-4, 5) * (random.nextInt(60) == 0 ? Float.POSITIVE_INFINITY : 0.5f);
      }
      java.util.Arrays.fill(x, 0, at, 9); // what is around does not matter
      java.util.Arrays.fill(x, at + n, x.length, -9);
      for (boolean greatest : new boolean[] {true, false}) {
        int expected = place(x, at, n, greatest);
        assertEquals(expected, PlainRows.ROWS.place(x, at, n, greatest));
        assertEquals(expected, vectors.place(x, at, n, greatest));
        float extreme = vectors.extreme(x, at, n, greatest);
        if (!Float.isNaN(extreme)) {
          assertEquals(x[at + expected] + 0f, extreme + 0f);
        }
      }
    }
  }

  @Test
  void foldsTakeExtremesOfTheSameBitsFromVectors() {
    float[] others = {0f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    for (int n : new int[] {1, 63, 64, 300, 512, 1000}) {
      for (Fold fold : new Fold[] {Fold.MAX, Fold.MIN}) {
        for (int special = 0; special < 3 * others.length; special++) {
          float[] x = row(n + 3);
          for (int i = 0; i < n; i++) {
            x[3 + i] = special % 3 == 0 ? x[3 + i] : fold == Fold.MAX ? -0f : 0f;
          }
          x[3 + random.nextInt(n)] = others[special / 3];
          double plain = folded(fold, x, 3, n, PlainRows.ROWS);
          double onVectors = folded(fold, x, 3, n, new RowLanes());
          assertEquals(Double.doubleToLongBits(plain), Double.doubleToLongBits(onVectors));
        }
      }
    }
  }

  private static double folded(Fold fold, float[] x, int at, int n, RowLoops rows) {
    Accumulator accumulator = new Accumulator(fold, false, Accumulator.LANES);
    if (n <= Evaluation.TILE) {
      accumulator.foldShortRow(x, at, n, rows);
    } else {
      accumulator.foldRow(x, at, n, rows);
    }
    return ((double[]) accumulator.results())[0];
  }

  /** By the definition; 0 times infinity is nan. */
  private static int place(float[] x, int at, int n, boolean greatest) {
    for (int i = 0; i < n; i++) {
      boolean first = true;
      for (int j = 0; j < n; j++) {
        float a = x[at + i];
        float b = x[at + j];
        boolean isBetter = Float.isNaN(b) ? !Float.isNaN(a) : greatest ? b > a : b < a;
        boolean isEqual = Float.isNaN(a) ? Float.isNaN(b) : a == b;
        first &= !isBetter && !(isEqual && j < i);
      }
      if (first) {
        return i;
      }
    }
    throw new AssertionError("none is the first");
  }
}
