package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.gradlang.kernel.LinearMap.Row;
import org.gradlang.kernel.Pooling.Windows;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ConvolutionTest {
  private static final double TOLERANCE = 1e-12;

  /** 3 places, every second one of 5 positions, one of padding. */
  private static final Window WINDOW =
      new Window(
          new int[] {5}, new int[] {3}, new int[] {2}, new int[] {1}, new int[] {1}, new int[] {3});

  private static View view(double[] elements, int... sizes) {
    return new View(Storage.of(elements), Layout.contiguous(sizes));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void addsProductsUnderTheWindow() {
    View image = view(new double[] {1, 2, 3, 4, 5}, 1, 1, 5);
    View weights = view(new double[] {1, 10, 100}, 1, 1, 3);
    // 0 1 2, then 2 3 4, then 4 5 0
    assertArrayEquals(
        new double[] {210, 432, 54},
        Convolution.results(image, weights, null, WINDOW, 1).doubles(),
        TOLERANCE);
  }

  @Test
  void theThreeFormsAreAdjoint() {
    View images = view(new double[] {1, -2, 3, 4, 5, 0, 7, 2, -1, 6}, 1, 2, 5);
    View weights = view(new double[] {1, 2, -3, 5, 0, 4}, 2, 1, 3);
    View results = view(new double[] {3, 1, 2, -1, 4, 5}, 1, 2, 3);
    double expected =
        dot(
            Convolution.results(images, weights, null, WINDOW, 2).doubles(),
            results.storage().doubles());
    double byImages =
        dot(
            Convolution.images(results, weights, null, WINDOW, 2).doubles(),
            images.storage().doubles());
    double byWeights =
        dot(Convolution.weights(images, results, WINDOW, 2).doubles(), weights.storage().doubles());
    assertEquals(expected, byImages, TOLERANCE);
    assertEquals(expected, byWeights, TOLERANCE);
  }

  /** Images side by side in blocks, on several threads, give the bits of one image at a time. */
  @ParameterizedTest
  @CsvSource({"8, 1, 3, 2, 1", "8, 2, 4, 2, 1", "20, 4, 3, 1, 1", "14, 1, 1, 1, 0"})
  void batchesGiveTheBitsOfTheirImages(int side, int groups, int kernel, int stride, int padding) {
    int batch = 37;
    int positions = (side + 2 * padding - kernel) / stride + 1;
    Window window = square(side, kernel, stride, padding, positions);
    View images = random(1, batch, 8, side, side);
    View weights = random(2, 12, 8 / groups, kernel, kernel);
    View results = random(3, batch, 12, positions, positions);
    float[] y = Convolution.results(images, weights, null, window, groups).floats();
    float[] x = Convolution.images(results, weights, null, window, groups).floats();
    for (int i = 0; i < batch; i++) {
      float[] own = Convolution.results(part(images, i), weights, null, window, groups).floats();
      assertArrayEquals(own, Arrays.copyOfRange(y, i * own.length, (i + 1) * own.length));
      float[] back = Convolution.images(part(results, i), weights, null, window, groups).floats();
      assertArrayEquals(back, Arrays.copyOfRange(x, i * back.length, (i + 1) * back.length));
    }
    float[] w = Convolution.weights(images, results, window, groups).floats();
    int threads = Context.current().threads();
    for (int other : new int[] {1, 3}) {
      Context.current().setThreads(other);
      assertArrayEquals(y, Convolution.results(images, weights, null, window, groups).floats());
      assertArrayEquals(x, Convolution.images(results, weights, null, window, groups).floats());
      assertArrayEquals(w, Convolution.weights(images, results, window, groups).floats());
    }
    Context.current().setThreads(threads);
  }

  private static Window square(int side, int kernel, int stride, int padding, int positions) {
    return new Window(
        new int[] {side, side},
        new int[] {kernel, kernel},
        new int[] {stride, stride},
        new int[] {padding, padding},
        new int[] {1, 1},
        new int[] {positions, positions});
  }

  private static View random(long seed, int... sizes) {
    View view = View.zeros(DType.FLOAT32, sizes);
    float[] elements = view.storage().floats();
    Random random = new Random(seed);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = random.nextFloat() - 0.5f;
    }
    return view;
  }

  /** One element of a batch, as a batch. */
  private static View part(View batch, int number) {
    int[] sizes = batch.layout().sizes().clone();
    sizes[0] = 1;
    Layout layout = Layout.contiguous(sizes);
    int[] strides = new int[sizes.length];
    Arrays.setAll(strides, layout::stride);
    return new View(batch.storage(), Layout.strided(sizes, strides, number * layout.numel()));
  }

  @Test
  void poolingFindsTheFirstOfEqualsAndNan() {
    View image = view(new double[] {1, 7, 7, Double.NaN, 2}, 1, 5);
    Pooling pooled = Pooling.max(image, 5, Windows.of(WINDOW));
    assertArrayEquals(new long[] {1, 3, 3}, pooled.indices().longs());
    assertEquals(7, pooled.values().doubles()[0], 0);
    Pooling parts = Pooling.max(image, 5, Windows.adaptive(new int[] {5}, new int[] {2}));
    // the middle belongs to both halves
    assertArrayEquals(new long[] {1, 3}, parts.indices().longs());
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64", "INT64"})
  void poolingFindsTheSameInManyWindowsAsInOne(DType dtype) {
    Random random = new Random(3);
    int side = 30;
    View images = View.zeros(dtype, 2, side, side);
    for (int i = 0; i < 2 * side * side; i++) {
      Elements.fill(Elements.array(images.storage()), dtype, i, i + 1, odd(dtype, random));
    }
    Window window = square(side, 3, 2, 1, 15);
    Windows all = Windows.of(window);
    Pooling pooled = Pooling.max(images, side * side, all);
    for (int i = 0; i < 2 * all.count(); i++) {
      int image = i / all.count();
      int start = all.starts()[i % all.count()];
      int[] seen = Arrays.copyOfRange(all.places(), start, all.starts()[i % all.count() + 1]);
      Windows one = new Windows(new int[] {0, seen.length}, seen);
      Pooling alone = Pooling.max(part(images, image), side * side, one);
      assertEquals(alone.indices().longs()[0], pooled.indices().longs()[i]);
      assertTrue(sameBits(alone.values(), 0, pooled.values(), i));
    }
  }

  private static boolean sameBits(Storage a, int i, Storage b, int j) {
    return switch (a.dtype()) {
      case FLOAT32 ->
          Float.floatToRawIntBits(a.floats()[i]) == Float.floatToRawIntBits(b.floats()[j]);
      case FLOAT64 ->
          Double.doubleToRawLongBits(a.doubles()[i]) == Double.doubleToRawLongBits(b.doubles()[j]);
      default -> a.longs()[i] == b.longs()[j];
    };
  }

  /** Few different ones, so that many are equal. */
  private static Scalar odd(DType dtype, Random random) {
    if (!dtype.isFloating()) {
      return Scalar.of(random.nextInt(3) == 0 ? Long.MIN_VALUE : random.nextInt(4) - 2L);
    }
    return Scalar.of(
        switch (random.nextInt(12)) {
          case 0 -> Double.NaN;
          case 1 -> -0.0;
          case 2 -> 0.0;
          case 3 -> Double.NEGATIVE_INFINITY;
          case 4 -> Double.POSITIVE_INFINITY;
          default -> random.nextInt(5) - 2.5;
        });
  }

  @Test
  void windowsThatSeeNothingHaveNoGradient() {
    Window window =
        new Window(
            new int[] {2},
            new int[] {2},
            new int[] {1},
            new int[] {1},
            new int[] {3},
            new int[] {1});
    View images = view(new double[] {4, 5, 6, 7}, 2, 2);
    Pooling pooled = Pooling.max(images, 2, Windows.of(window));
    double none = Double.NEGATIVE_INFINITY;
    assertArrayEquals(new double[] {none, none}, pooled.values().doubles(), 0);
    assertArrayEquals(new long[] {2, 2}, pooled.indices().longs());
    View one = view(new double[] {1}, 1, 1);
    View places = new View(pooled.indices(), Layout.contiguous(1, 1));
    assertArrayEquals(new double[2], Pooling.spread(one, places, 2, 1).doubles(), 0);
  }

  @Test
  void mapsAlongADimensionHaveTransposes() {
    LinearMap ends = LinearMap.of(3, 4, i -> i == 0 ? Row.ZERO : Row.of(i - 1));
    double[] padded =
        LinearMap.apply(view(new double[] {1, 2, 3, 4, 5, 6}, 3, 2), ends, null).doubles();
    assertArrayEquals(new double[] {0, 0, 1, 2, 3, 4, 5, 6}, padded, 0);
    LinearMap mean = LinearMap.of(2, 1, i -> new Row(new int[] {0, 1}, new double[] {0.5, 0.25}));
    View column = view(new double[] {8}, 1);
    assertArrayEquals(new double[] {4, 2}, LinearMap.apply(column, mean.transposed()).doubles(), 0);
  }
}
