package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** Every way of computing a product must give the same bits: those of expected() or of chains(). */
class GemmTest {
  private static final int[][] SIZES = {
    {1, 1, 1},
    {3, 4, 5},
    {8, 10, 7},
    {17, 33, 16},
    {30, 5, 31},
    {64, 300, 65},
    {150, 270, 40},
    {132, 301, 96}, // tall tiles, one step of the inner dimension by itself
    {143, 40, 250},
    {260, 130, 100}, // two threads
    {1, 600, 90},
    {64, 10, 1},
    {64, 10, 10},
    {10, 64, 11},
    {9, 1, 16},
    {19, 300, 1},
    {1, 300, 19},
    {11, 70_000, 1},
    {90, 600, 1},
    {1, 63, 1},
    {1, 64, 1},
    {1, 20_007, 1},
    {1, 70, 9},
    {5, 4096, 1},
    {5, 20, 1100},
    {40, 30, 1040} // a panel at the end that is half empty
  };

  private static View random(DType dtype, boolean transposed, int... sizes) {
    SplittableRandom random = new SplittableRandom(java.util.Arrays.hashCode(sizes));
    double[] numbers = random.doubles(Layout.numelOf(sizes), -2, 2).toArray();
    Storage storage = Copies.converted(View.of(Storage.of(numbers)), dtype);
    if (!transposed) {
      return new View(storage, Layout.contiguous(sizes));
    }
    return new View(storage, Layout.strided(sizes, new int[] {1, sizes[0]}, 0));
  }

  private static double[] expected(View a, View b, View c) {
    int m = a.layout().size(0);
    int k = a.layout().size(1);
    int n = b.layout().size(1);
    boolean single = c.dtype() == DType.FLOAT32;
    double[] x = Copies.converted(a, DType.FLOAT64).doubles();
    double[] y = Copies.converted(b, DType.FLOAT64).doubles();
    double[] z = Copies.converted(c, DType.FLOAT64).doubles();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          double u = x[i * k + p];
          double v = y[p * n + j];
          double sum = z[i * n + j];
          z[i * n + j] = single ? Math.fma((float) u, (float) v, (float) sum) : Math.fma(u, v, sum);
        }
      }
    }
    return z;
  }

  /**
   * The same for one row or one column, where what is multiplied is dense and long: of each 4096
   * elements, 16 chains that take turns, put together halves first, and then what is left.
   */
  private static double[] chains(View a, View b, View c) {
    int m = a.layout().size(0);
    int k = a.layout().size(1);
    int n = b.layout().size(1);
    boolean dense = a.layout().stride(1) == 1 && b.layout().stride(0) == 1;
    if (c.dtype() != DType.FLOAT32 || Math.min(m, n) > 1 || k < 64 || !dense) {
      return expected(a, b, c);
    }
    float[] x = Copies.converted(a, DType.FLOAT32).floats();
    float[] y = Copies.converted(b, DType.FLOAT32).floats();
    double[] z = Copies.converted(c, DType.FLOAT64).doubles();
    for (int i = 0; i < m * n; i++) {
      int row = i / n * k;
      int column = i % n;
      float sum = (float) z[i];
      for (int from = 0; from < k; from += 4096) {
        int to = Math.min(k, from + 4096);
        int whole = to - to % 16;
        float[] lanes = new float[16];
        for (int p = from; p < whole; p++) {
          lanes[p % 16] = Math.fma(x[row + p], y[p * n + column], lanes[p % 16]);
        }
        for (int half = 8; half > 0; half /= 2) {
          for (int j = 0; j < half; j++) {
            lanes[j] += lanes[j + half];
          }
        }
        sum += lanes[0];
        for (int p = whole; p < to; p++) {
          sum = Math.fma(x[row + p], y[p * n + column], sum);
        }
      }
      z[i] = sum;
    }
    return z;
  }

  private interface Expected {
    double[] of(View a, View b, View c);
  }

  private interface Product {
    void run(View a, View b, View c);
  }

  private static void checkAll(DType dtype, boolean adds, Expected definition, Product product) {
    for (int[] size : SIZES) {
      for (int form = 0; form < 8; form++) {
        View a = random(dtype, (form & 1) != 0, size[0], size[1]);
        View b = random(dtype, (form & 2) != 0, size[1], size[2]);
        View c = random(dtype, (form & 4) != 0, size[0], size[2]);
        View before = adds ? c : View.zeros(dtype, size[0], size[2]);
        double[] expected = definition.of(a, b, before);
        if (!adds) {
          Copies.fill(c, Scalar.of(Double.NaN)); // whatever was there does not matter
        }
        product.run(a, b, c);
        double[] actual = Copies.converted(c, DType.FLOAT64).doubles();
        assertArrayEquals(expected, actual, dtype + " " + java.util.Arrays.toString(size));
      }
    }
  }

  @Test
  void productsOfFloats() {
    for (boolean adds : new boolean[] {true, false}) {
      Context.current().setThreads(1);
      checkAll(DType.FLOAT32, adds, GemmTest::chains, (a, b, c) -> Gemm.run(a, b, c, adds));
      checkAll(DType.FLOAT64, adds, GemmTest::chains, (a, b, c) -> Gemm.run(a, b, c, adds));
      Context.current().setThreads(3);
      checkAll(DType.FLOAT32, adds, GemmTest::chains, (a, b, c) -> Gemm.run(a, b, c, adds));
    }
  }

  @Test
  void simdKernels() {
    assumeTrue(SimdKernels.isAvailable());
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      ProductKernels some = ProductKernels.of(dtype);
      ProductKernel tall = ProductKernelWriter.write(dtype, 12, 2, some.narrow().columns());
      ProductKernels all =
          new ProductKernels(
              some.wide(), tall, some.narrow(), some.flat(), some.dots(), true, false);
      for (ProductKernels kernels : List.of(some, all)) {
        for (boolean adds : new boolean[] {true, false}) {
          checkAll(
              dtype,
              adds,
              GemmTest::expected,
              (a, b, c) -> PackedProduct.run(matrix(a), matrix(b), matrix(c), adds, kernels));
          checkAll(
              dtype, adds, GemmTest::expected, (a, b, c) -> packedBefore(a, b, c, adds, kernels));
        }
      }
    }
  }

  /** In two parts, where there are as many columns. */
  private static void packedBefore(View a, View b, View c, boolean adds, ProductKernels kernels) {
    PackedColumns packed = PackedColumns.of(matrix(b), c.layout().size(0), kernels);
    int n = c.layout().size(1);
    for (int from = 0; from < n; from += 64) {
      Matrix right = matrix(b).columns(from, Math.min(n, from + 64));
      Matrix part = matrix(c).columns(from, Math.min(n, from + 64));
      PackedProduct.run(matrix(a), right, part, adds, kernels, packed.from(from));
    }
    packed.release();
  }

  /** By way of c', in the first columns of wider rows, behind which nothing may change. */
  @Test
  void turnedProducts() {
    assumeTrue(SimdKernels.isAvailable());
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      ProductKernels some = ProductKernels.of(dtype);
      for (ProductKernels kernels : List.of(some, some.withTall(dtype))) {
        for (boolean adds : new boolean[] {true, false}) {
          checkAll(
              dtype,
              adds,
              GemmTest::expected,
              (a, b, c) -> {
                int[] sizes = c.layout().sizes();
                int width = sizes[1] + 5;
                View wider = random(dtype, false, sizes[0], width);
                double[] before = Copies.converted(wider, DType.FLOAT64).doubles().clone();
                Layout first = Layout.strided(sizes, new int[] {width, 1}, 0);
                View result = new View(wider.storage(), first);
                Copies.copy(c, result);
                TurnedProduct.run(matrix(a), matrix(b), matrix(result), adds, kernels);
                Copies.copy(result, c);
                double[] after = Copies.converted(wider, DType.FLOAT64).doubles();
                for (int i = 0; i < after.length; i++) {
                  assertEquals(i % width < sizes[1] ? after[i] : before[i], after[i]);
                }
              });
        }
      }
    }
  }

  @Test
  void repeatedProducts() {
    for (int threads : new int[] {1, 3}) {
      Context.current().setThreads(threads);
      for (boolean adds : new boolean[] {true, false}) {
        checkAll(
            DType.FLOAT32,
            adds,
            GemmTest::chains,
            (a, b, c) -> {
              try (RepeatedProduct product = new RepeatedProduct(b, a.layout().size(0))) {
                View first = new View(Copies.contiguous(c), Layout.contiguous(c.layout().sizes()));
                product.run(a, first, adds);
                product.run(a, c, adds);
              }
            });
      }
    }
  }

  @Test
  void smallProductsInVectors() {
    assumeTrue(SimdKernels.isAvailable());
    NarrowProduct.Loop loop = new NarrowLanes();
    for (boolean adds : new boolean[] {true, false}) {
      checkAll(
          DType.FLOAT32,
          adds,
          GemmTest::expected,
          (a, b, c) -> {
            Matrix result = matrix(c);
            boolean turns = result.columnStride() != 1;
            if (!adds && (turns ? result.rows() : result.columns()) > 16) {
              result.clear(); // too wide for these loops
              PlainProduct.run(matrix(a), matrix(b), result);
            } else if (turns) {
              Matrix left = matrix(b).transposed();
              NarrowProduct.run(loop, left, matrix(a).transposed(), result.transposed(), adds);
            } else {
              NarrowProduct.run(loop, matrix(a), matrix(b), result, adds);
            }
          });
    }
  }

  @Test
  void productsFromARow() {
    checkFromARow(GemmTest::chains, (row, a, b, c) -> Gemm.runFrom(row, a, b, c));
    assumeTrue(SimdKernels.isAvailable());
    NarrowProduct.Loop loop = new NarrowLanes();
    checkFromARow(
        GemmTest::expected,
        (row, a, b, c) ->
            NarrowProduct.runFrom(loop, matrix(row), matrix(a), matrix(b), matrix(c)));
  }

  private interface ProductFromARow {
    void run(View row, View a, View b, View c);
  }

  private static void checkFromARow(Expected definition, ProductFromARow product) {
    for (int[] size : SIZES) {
      for (int form = 0; form < 4; form++) {
        View a = random(DType.FLOAT32, (form & 1) != 0, size[0], size[1]);
        View b = random(DType.FLOAT32, (form & 2) != 0, size[1], size[2]);
        View c = random(DType.FLOAT32, false, size[0], size[2]);
        Layout expanded = Layout.strided(c.layout().sizes(), new int[] {0, 1}, 0);
        View row = new View(random(DType.FLOAT32, false, size[2]).storage(), expanded);
        double[] expected = definition.of(a, b, new View(Copies.contiguous(row), c.layout()));
        product.run(row, a, b, c);
        double[] actual = Copies.converted(c, DType.FLOAT64).doubles();
        assertArrayEquals(expected, actual, java.util.Arrays.toString(size));
      }
    }
  }

  private static Matrix matrix(View view) {
    Layout layout = view.layout();
    return new Matrix(
        view.dtype(),
        Elements.array(view.storage()),
        layout.offset(),
        layout.size(0),
        layout.size(1),
        layout.stride(0),
        layout.stride(1));
  }

  @Test
  void integersWrapAround() {
    View a = new View(Storage.of(new long[] {1, 2, 3, Long.MAX_VALUE}), Layout.contiguous(2, 2));
    View b = new View(Storage.of(new long[] {1, 2}), Layout.contiguous(2, 1));
    assertArrayEquals(new long[] {5, 1}, Gemm.product(a, b).longs());
  }

  @Test
  void batchesRepeatWhatHasSizeOne() {
    View a = random(DType.FLOAT32, false, 2, 3, 4, 5);
    View b = random(DType.FLOAT32, false, 3, 5, 6);
    View c = View.zeros(DType.FLOAT32, 2, 3, 4, 6);
    Gemm.run(a, b, c, false);
    for (int i = 0; i < 6; i++) {
      View left = part(a, i * 20, 4, 5);
      View right = part(b, i % 3 * 30, 5, 6);
      View actual = part(c, i * 24, 4, 6);
      double[] expected = expected(left, right, View.zeros(DType.FLOAT32, 4, 6));
      assertArrayEquals(expected, Copies.converted(actual, DType.FLOAT64).doubles());
    }
  }

  private static View part(View x, int offset, int rows, int columns) {
    int[] sizes = {rows, columns};
    return new View(x.storage(), Layout.strided(sizes, new int[] {columns, 1}, offset));
  }

  @Test
  void emptyProductsAreZero() {
    View c = new View(Storage.of(new float[] {5, 5, 5, 5}), Layout.contiguous(2, 2));
    Gemm.run(View.zeros(DType.FLOAT32, 2, 0), View.zeros(DType.FLOAT32, 0, 2), c, false);
    assertArrayEquals(new float[4], c.storage().floats());
  }
}
