package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

class ReductionTest {
  private static final Formula X = Formula.input(0);
  private static final Formula Y = Formula.input(1);

  /** Whole numbers, so that sums are exact in any order. */
  private static View random(SplittableRandom random, DType dtype, int... sizes) {
    long[] numbers = random.longs(Layout.numelOf(sizes), -50, 50).toArray();
    return new View(
        Copies.converted(View.of(Storage.of(numbers)), dtype), Layout.contiguous(sizes));
  }

  private static View permuted(View x, int... order) {
    int[] sizes = new int[order.length];
    int[] strides = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      sizes[d] = x.layout().size(order[d]);
      strides[d] = x.layout().stride(order[d]);
    }
    return new View(x.storage(), Layout.strided(sizes, strides, x.layout().offset()));
  }

  /** The same by the definition: every element goes to the result of its kept coordinates. */
  private static double[] expected(Fold fold, View x, boolean[] reduced) {
    Layout layout = x.layout();
    int count = 1;
    for (int d = 0; d < layout.dim(); d++) {
      count *= reduced[d] ? 1 : layout.size(d);
    }
    double[] out = new double[count];
    java.util.Arrays.fill(out, fold.identity());
    double[] elements = Copies.converted(x, DType.FLOAT64).doubles();
    for (int i = 0; i < elements.length; i++) {
      int rest = i;
      int at = 0;
      int factor = 1;
      for (int d = layout.dim() - 1; d >= 0; d--) {
        at += reduced[d] ? 0 : rest % layout.size(d) * factor;
        factor *= reduced[d] ? 1 : layout.size(d);
        rest /= layout.size(d);
      }
      out[at] = fold.apply(out[at], elements[i]);
    }
    return out;
  }

  private static void check(Fold fold, View x, boolean... reduced) {
    DType result = fold == Fold.PROD ? DType.FLOAT64 : x.dtype();
    Storage actual = Reduction.of(fold).run(x, reduced, x.dtype(), result);
    double[] doubles = Copies.converted(View.of(actual), DType.FLOAT64).doubles();
    assertArrayEquals(expected(fold, x, reduced), doubles, 0, fold + " of " + x.layout());
  }

  @Test
  void allDimensionsAndStrides() {
    SplittableRandom random = new SplittableRandom(1);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT64}) {
      View x = random(random, dtype, 5, 33, 18);
      View y = permuted(x, 2, 0, 1);
      for (int mask = 0; mask < 8; mask++) {
        boolean[] reduced = {(mask & 1) != 0, (mask & 2) != 0, (mask & 4) != 0};
        for (Fold fold : new Fold[] {Fold.SUM, Fold.MAX, Fold.MIN}) {
          check(fold, x, reduced);
          check(fold, y, reduced);
        }
      }
    }
  }

  /** Columns that lie side by side, and the same where they have to be gathered first. */
  @Test
  void shortColumnsAreSummedInOneOrder() {
    SplittableRandom random = new SplittableRandom(4);
    boolean[] reduced = {true, false};
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int rows : new int[] {1, 7, 8, 9, 64, 101, 512}) {
        for (int columns = 1; columns < 18; columns++) {
          double[] numbers = random.doubles(2L * rows * columns, -1e6, 1e6).toArray();
          View apart =
              new View(
                  Copies.converted(View.of(Storage.of(numbers)), dtype),
                  Layout.strided(new int[] {rows, columns}, new int[] {2 * columns, 2}, 1));
          View together = new View(Copies.contiguous(apart), Layout.contiguous(rows, columns));
          Reduction sum = Reduction.of(Fold.SUM);
          assertArrayEquals(
              sum.run(apart, reduced, dtype, DType.FLOAT64).doubles(),
              sum.run(together, reduced, dtype, DType.FLOAT64).doubles());
        }
      }
    }
  }

  @Test
  void longOnesOnSeveralThreads() {
    SplittableRandom random = new SplittableRandom(2);
    Context.current().setThreads(3);
    check(Fold.SUM, random(random, DType.FLOAT32, 3, 70001), false, true);
    check(Fold.SUM, random(random, DType.FLOAT32, 200003), true);
    check(Fold.SUM, random(random, DType.FLOAT32, 3001, 70), true, false);
    check(Fold.SUM, random(random, DType.FLOAT64, 40, 50, 60), true, false, true);
    check(Fold.MAX, random(random, DType.INT64, 4001, 40), false, true);
  }

  @Test
  void theOrderDoesNotDependOnThreads() {
    float[] numbers = new float[300007];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    View x = View.of(Storage.of(numbers));
    Context.current().setThreads(1);
    Storage one = Reduction.of(Fold.SUM).run(x, new boolean[] {true}, DType.FLOAT32, DType.FLOAT64);
    Context.current().setThreads(4);
    Storage four =
        Reduction.of(Fold.SUM).run(x, new boolean[] {true}, DType.FLOAT32, DType.FLOAT64);
    assertEquals(one.doubles()[0], four.doubles()[0]);
  }

  @Test
  void sumsOfFloatsAreAccurate() {
    float[] numbers = new float[1 << 20];
    java.util.Arrays.fill(numbers, 0.1f);
    View x = View.of(Storage.of(numbers));
    Storage sum = Reduction.of(Fold.SUM).run(x, new boolean[] {true}, DType.FLOAT32, DType.FLOAT32);
    assertEquals((float) (0.1f * (double) (1 << 20)), sum.floats()[0]);
  }

  /** Of eight elements that are added in float32 each passes three roundings of 2^-24 at most. */
  @Test
  void longSumsOfFloatsKeepTheirBound() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {513, 1000, 4096, 70_001}) {
      float[] numbers = new float[n];
      double exact = 0;
      double size = 0;
      for (int i = 0; i < n; i++) {
        numbers[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4)));
        exact += numbers[i];
        size += Math.abs(numbers[i]);
      }
      assertEquals(exact, sum(View.of(Storage.of(numbers))), size * 3 * 0x1p-24);
    }
  }

  @Test
  void longSumsHaveTheBitsOfTheirTrees() {
    SplittableRandom random = new SplittableRandom(6);
    float[] x = new float[1000];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    double[] lanes = new double[8];
    int end = 15 * 64;
    for (int at = 0; at < end; at += 64) {
      for (int j = at; j < at + 8; j++) {
        float first = (x[j] + x[j + 8]) + (x[j + 16] + x[j + 24]);
        float second = (x[j + 32] + x[j + 40]) + (x[j + 48] + x[j + 56]);
        lanes[j - at] += first + second;
      }
    }
    for (int i = end; i < x.length; i++) {
      lanes[i % 8] += x[i];
    }
    for (int half = 4; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    assertEquals(lanes[0], sum(View.of(Storage.of(x))));
  }

  /** In tiles, since they stand apart, and as they stand in memory. */
  @Test
  void whatIsGatheredIsSummedInTheSameOrder() {
    SplittableRandom random = new SplittableRandom(8);
    for (int n : new int[] {513, 1000, 70_001}) {
      double[] numbers = random.doubles(2L * n, -1e6, 1e6).toArray();
      Storage all = Copies.converted(View.of(Storage.of(numbers)), DType.FLOAT32);
      View apart = new View(all, Layout.strided(new int[] {n}, new int[] {2}, 1));
      assertEquals(sum(apart), sum(View.of(Copies.contiguous(apart))));
    }
  }

  @Test
  void sumsThatFloat32HasNoRoomForAreFinite() {
    float[] numbers = new float[2000];
    java.util.Arrays.fill(numbers, 0, 1000, 3e38f);
    java.util.Arrays.fill(numbers, 1000, 2000, -3e38f);
    numbers[999] = 0;
    View x = View.of(Storage.of(numbers));
    View apart = new View(Storage.of(numbers), Layout.strided(new int[] {1000}, new int[] {2}, 0));
    assertEquals(-3e38f, (float) sum(x));
    assertEquals(0, sum(apart));
    numbers[5] = Float.POSITIVE_INFINITY;
    assertEquals(Double.POSITIVE_INFINITY, sum(x));
    numbers[1500] = Float.NEGATIVE_INFINITY;
    assertEquals(Double.NaN, sum(x));
  }

  private static double sum(View x) {
    boolean[] all = {true};
    return Reduction.of(Fold.SUM).run(x, all, DType.FLOAT32, DType.FLOAT64).doubles()[0];
  }

  @Test
  void emptyAndScalar() {
    View empty = View.zeros(DType.FLOAT32, 0, 3);
    Reduction sum = Reduction.of(Fold.SUM);
    boolean[] first = {true, false};
    boolean[] second = {false, true};
    assertArrayEquals(new float[3], sum.run(empty, first, DType.FLOAT32, DType.FLOAT32).floats());
    assertEquals(0, sum.run(empty, second, DType.FLOAT32, DType.FLOAT32).length());
    Storage product = Reduction.of(Fold.PROD).run(empty, first, DType.FLOAT32, DType.FLOAT32);
    assertArrayEquals(new float[] {1, 1, 1}, product.floats());
    View scalar = View.zeros(DType.FLOAT32);
    assertEquals(1, sum.run(scalar, new boolean[0], DType.FLOAT32, DType.FLOAT32).length());
  }

  @Test
  void formulasAreFoldedWithoutTemporaries() {
    View x = new View(Storage.of(new float[] {1, 2, 3, 4, 5, 6}), Layout.contiguous(2, 3));
    View mean = new View(Storage.of(new double[] {2, 5}), Layout.contiguous(2, 1));
    Operand[] operands = {x, mean};
    Formula difference = X.sub(Y);
    Storage variance =
        Reduction.of(Fold.SUM, difference.mul(difference))
            .run(
                operands,
                new int[] {2, 3},
                new boolean[] {false, true},
                DType.FLOAT64,
                DType.FLOAT32,
                sum -> sum / 2);
    assertArrayEquals(new float[] {1, 1}, variance.floats());
  }

  @Test
  void nanAndBools() {
    View x = View.of(Storage.of(new float[] {1, Float.NaN, 3}));
    Storage max = Reduction.of(Fold.MAX).run(x, new boolean[] {true}, DType.FLOAT32, DType.FLOAT32);
    assertEquals(Float.NaN, max.floats()[0]);
    View bools = View.of(Storage.ofBools(new byte[] {1, 0, 1}));
    boolean[] all = {true};
    assertEquals(1, Reduction.of(Fold.MAX).run(bools, all, DType.BOOL, DType.BOOL).bools()[0]);
    assertEquals(0, Reduction.of(Fold.MIN).run(bools, all, DType.BOOL, DType.BOOL).bools()[0]);
    assertEquals(2, Reduction.of(Fold.SUM).run(bools, all, DType.INT64, DType.INT64).longs()[0]);
  }

  @Test
  void extremesOfLongRows() {
    SplittableRandom random = new SplittableRandom(5);
    float[] numbers = new float[40 * 3000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    numbers[5000] = Float.NaN;
    numbers[7000] = Float.NEGATIVE_INFINITY;
    java.util.Arrays.fill(numbers, 9000, 12000, -0f);
    numbers[10000] = 0f;
    View x = new View(Storage.of(numbers), Layout.contiguous(40, 3000));
    boolean[] rows = {false, true};
    float[] most = Reduction.of(Fold.MAX).run(x, rows, DType.FLOAT32, DType.FLOAT32).floats();
    float[] least = Reduction.of(Fold.MIN).run(x, rows, DType.FLOAT32, DType.FLOAT32).floats();
    for (int i = 0; i < 40; i++) {
      float greatest = Float.NEGATIVE_INFINITY;
      float smallest = Float.POSITIVE_INFINITY;
      for (int j = 0; j < 3000; j++) {
        greatest = Math.max(greatest, numbers[3000 * i + j]);
        smallest = Math.min(smallest, numbers[3000 * i + j]);
      }
      assertEquals(greatest, most[i]);
      assertEquals(smallest, least[i]);
    }
  }

  @Test
  void turnedMatrices() {
    View x = new View(Storage.of(new float[] {1, 2, 3, 4, 5, 6}), Layout.contiguous(2, 3));
    View turned = new View(x.storage(), x.layout().turned());
    for (Fold fold : Fold.values()) {
      for (boolean first : new boolean[] {false, true}) {
        boolean[] dims = {first, !first};
        boolean[] others = {!first, first};
        org.junit.jupiter.api.Assertions.assertArrayEquals(
            Reduction.of(fold).run(x, dims, DType.FLOAT32, DType.FLOAT32).floats(),
            Reduction.of(fold).run(turned, others, DType.FLOAT32, DType.FLOAT32).floats());
      }
    }
  }
}
