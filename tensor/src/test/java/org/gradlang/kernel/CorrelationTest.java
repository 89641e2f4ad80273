package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gradlang.kernel.CorrelationProduct.Filters;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Convolutions of random windows against sums over everything that a window sees. */
final class CorrelationTest {
  private static final int ROUNDS = 300;

  private final SplittableRandom random = new SplittableRandom(5);

  /** A random convolution: small, of one to three dimensions. */
  private final class Case {
    final int dims = random.nextInt(1, 4);
    final int groups = random.nextInt(1, 3);
    final int batch = random.nextInt(1, 5);
    final int inputs = random.nextInt(1, 6);
    final int outputs = random.nextInt(1, 24);
    final DType dtype = random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
    final Window window = window();
    final int kernel = window.kernelSize();
    final View images = view(dtype, batch, inputs * groups, window.imageSize());
    final View results = view(dtype, batch, outputs * groups, window.positionCount());
    final View bias = view(dtype, outputs * groups);
    final View weights = view(dtype, outputs * groups, inputs, kernel);

    private Window window() {
      int[][] all = new int[6][dims];
      for (int d = 0; d < dims; d++) {
        all[0][d] = random.nextInt(1, dims == 1 ? 90 : dims == 2 ? 40 : 13);
        all[1][d] = random.nextInt(1, 5);
        all[2][d] = random.nextInt(1, 4);
        all[4][d] = random.nextInt(1, 4);
        int covered = (all[1][d] - 1) * all[4][d] + 1;
        all[3][d] = Math.max(random.nextInt(4), (covered - all[0][d] + 1) / 2);
        all[5][d] = (all[0][d] + 2 * all[3][d] - covered) / all[2][d] + 1;
      }
      return new Window(all[0], all[1], all[2], all[3], all[4], all[5]);
    }

    @Override
    public String toString() {
      return dims
          + "d "
          + dtype
          + " groups "
          + groups
          + " batch "
          + batch
          + " channels "
          + inputs
          + " to "
          + outputs
          + " "
          + Arrays.deepToString(
              new int[][] {
                window.image(),
                window.kernel(),
                window.stride(),
                window.padding(),
                window.dilation()
              });
    }

    private int image(int n, int channel, int place) {
      return (n * inputs * groups + channel) * window.imageSize() + place;
    }

    private int result(int n, int channel, int position) {
      return (n * outputs * groups + channel) * window.positionCount() + position;
    }

    /** What is done with each image's element, result and weight that meet. */
    void each(Meeting meeting) {
      int[] places = window.places();
      int positions = window.positionCount();
      for (int n = 0; n < batch; n++) {
        for (int o = 0; o < outputs * groups; o++) {
          for (int c = 0; c < inputs; c++) {
            for (int k = 0; k < kernel; k++) {
              for (int l = 0; l < positions; l++) {
                int place = places[k * positions + l];
                if (place >= 0) {
                  int channel = o / outputs * inputs + c;
                  meeting.at(
                      image(n, channel, place), result(n, o, l), (o * inputs + c) * kernel + k);
                }
              }
            }
          }
        }
      }
    }
  }

  private interface Meeting {
    void at(int image, int result, int weight);
  }

  private View view(DType dtype, int... sizes) {
    Storage storage = Storage.of(random.doubles(Layout.numelOf(sizes), -1, 1).toArray());
    return new View(Copies.converted(View.of(storage), dtype), Layout.contiguous(sizes));
  }

  private static double[] doubles(Storage storage) {
    return Copies.converted(View.of(storage), DType.FLOAT64).doubles();
  }

  private static double[] doubles(View view) {
    return doubles(view.storage());
  }

  /** Shapes with the spatial sizes as they are. */
  private static View spatial(View view, int[] sizes) {
    int[] all = new int[sizes.length + 2];
    all[0] = view.layout().size(0);
    all[1] = view.layout().size(1);
    System.arraycopy(sizes, 0, all, 2, sizes.length);
    return new View(view.storage(), Layout.contiguous(all));
  }

  @Test
  void resultsImagesAndWeightsAreSumsOfWhatMeets() {
    int threads = Context.current().threads();
    for (int round = 0; round < ROUNDS; round++) {
      Context.current().setThreads(round % 3 + 1);
      Case c = new Case();
      double tolerance = c.dtype == DType.FLOAT64 ? 1e-12 : 2e-4;
      double[] x = doubles(c.images);
      double[] y = doubles(c.results);
      double[] w = doubles(c.weights);
      View bias = view(c.dtype, c.outputs * c.groups);
      View back = view(c.dtype, c.inputs * c.groups);
      double[] sums = filled(bias, c.batch, c.window.positionCount());
      double[] images = filled(back, c.batch, c.window.imageSize());
      double[] weights = new double[w.length];
      c.each((image, result, weight) -> {
        sums[result] += x[image] * w[weight];
        images[image] += y[result] * w[weight];
        weights[weight] += x[image] * y[result];
      });
      View in = spatial(c.images, c.window.image());
      View out = spatial(c.results, c.window.positions());
      View filters = spatial(c.weights, c.window.kernel());
      assertArrayEquals(
          sums,
          doubles(Convolution.results(in, filters, bias, c.window, c.groups)),
          tolerance,
          c::toString);
      assertArrayEquals(
          images,
          doubles(Convolution.images(out, filters, back, c.window, c.groups)),
          tolerance,
          c::toString);
      assertArrayEquals(
          weights,
          doubles(Convolution.weights(in, out, c.window, c.groups)),
          tolerance,
          c::toString);
    }
    Context.current().setThreads(threads);
  }

  private static double[] filled(View bias, int batch, int size) {
    double[] first = doubles(bias);
    double[] all = new double[batch * first.length * size];
    Arrays.setAll(all, i -> first[i / size % first.length]);
    return all;
  }

  @Test
  void simdAndPlainLoopsGiveTheSameBits() {
    if (!SimdKernels.isAvailable()) {
      return;
    }
    ProductKernels[] kernels = {ProductKernels.of(DType.FLOAT32), ProductKernels.of(DType.FLOAT64)};
    int inLines = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Case c = new Case();
      ProductKernels own = kernels[c.dtype == DType.FLOAT32 ? 0 : 1];
      double[] plain = results(c, null);
      assertArrayEquals(plain, results(c, own), c::toString);
      assertArrayEquals(weights(c, null), weights(c, own), c::toString);
      Correlation plan = new Correlation(axes(c), c.inputs, 1);
      if (CorrelationProduct.isForLines(plan, own, c.outputs)) {
        inLines++;
        assertArrayEquals(plain, results(c, own.withLines()), c::toString);
      }
    }
    assertTrue(inLines > 10, inLines + " cases in lines");
  }

  private static Axis[] axes(Case c) {
    Axis[] axes = new Axis[c.dims];
    Arrays.setAll(axes, d -> Axis.ofPositions(c.window, d));
    return axes;
  }

  private static Planes planes(Case c, Object array, int channels, int size) {
    return new Planes(array, c.batch, c.groups, channels, size);
  }

  private static double[] results(Case c, @Nullable ProductKernels kernels) {
    Storage y = Storage.zeros(c.dtype, c.results.layout().numel());
    int filter = c.inputs * c.kernel;
    CorrelationProduct.run(
        axes(c),
        c.dtype,
        planes(c, Elements.array(c.images.storage()), c.inputs, c.window.imageSize()),
        new Filters(
            Elements.array(c.weights.storage()),
            c.window.kernel(),
            filter,
            c.kernel,
            c.outputs * filter),
        planes(c, Elements.array(y), c.outputs, c.window.positionCount()),
        c.batch % 2 == 0 ? null : Elements.array(c.bias.storage()),
        kernels);
    return doubles(y);
  }

  private static double[] weights(Case c, @Nullable ProductKernels kernels) {
    Storage w = Storage.zeros(c.dtype, c.weights.layout().numel());
    CorrelationSums.run(
        axes(c),
        c.dtype,
        planes(c, Elements.array(c.images.storage()), c.inputs, c.window.imageSize()),
        planes(c, Elements.array(c.results.storage()), c.outputs, c.window.positionCount()),
        Elements.array(w),
        kernels);
    return doubles(w);
  }
}
