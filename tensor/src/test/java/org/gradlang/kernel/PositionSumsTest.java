package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gradients of weights along positions against those place by place, and loops against loops. */
final class PositionSumsTest {
  private static final int ROUNDS = 60;

  private final SplittableRandom random = new SplittableRandom(11);

  /** A random convolution with few places: of lines, some longer than a piece, or of images. */
  private final class Case {
    final DType dtype = random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
    final int dims = random.nextInt(1, 4);
    final int groups = random.nextInt(1, 3);
    final int batch = random.nextInt(1, 12);
    final int inputs = random.nextInt(1, 4);
    final int outputs = random.nextInt(8, 20);
    final int[] positions = new int[dims];
    final Axis[] axes = new Axis[dims];
    final int places;
    final Planes source;
    final Planes results;

    Case() {
      int[] image = new int[dims];
      int[] kernel = new int[dims];
      int[] stride = new int[dims];
      int[] padding = new int[dims];
      int[] dilation = new int[dims];
      int taps = inputs;
      for (int d = 0; d < dims; d++) {
        kernel[d] = d == dims - 1 ? random.nextInt(3, 6) : random.nextInt(1, 4);
        stride[d] = random.nextInt(1, 3);
        padding[d] = random.nextInt(3);
        dilation[d] = random.nextInt(1, 3);
        int most = dims == 1 ? 1100 : dims == 2 ? 48 : 12;
        int covered = (kernel[d] - 1) * dilation[d] + 1;
        image[d] = covered + random.nextInt(most);
        positions[d] = (image[d] + 2 * padding[d] - covered) / stride[d] + 1;
        taps *= kernel[d];
      }
      Window window = new Window(image, kernel, stride, padding, dilation, positions);
      for (int d = 0; d < dims; d++) {
        axes[d] = Axis.ofPositions(window, d);
      }
      places = taps;
      source = planes(inputs, window.imageSize());
      results = planes(outputs, window.positionCount());
    }

    private Planes planes(int channels, int size) {
      Storage random = random(dtype, batch * groups * channels * size);
      return new Planes(Elements.array(random), batch, groups, channels, size);
    }

    double[] sums(@Nullable ProductKernels kernels) {
      Storage weights = Storage.zeros(dtype, groups * outputs * places);
      PositionSums.run(axes, dtype, source, results, Elements.array(weights), kernels);
      return doubles(weights);
    }

    /** With chains over all positions, element by element. */
    double[] chains() {
      Storage weights = Storage.zeros(dtype, groups * outputs * places);
      CorrelationSums.run(axes, dtype, source, results, Elements.array(weights), null);
      return doubles(weights);
    }

    @Override
    public String toString() {
      return "%s, %dd, groups %d, batch %d, places %d, channels %d, positions %d"
          .formatted(dtype, dims, groups, batch, places, outputs, results.size());
    }
  }

  private Storage random(DType dtype, int count) {
    Storage storage = Storage.of(random.doubles(count, -1, 1).toArray());
    return Copies.converted(View.of(storage), dtype);
  }

  private static double[] doubles(Storage storage) {
    return Copies.converted(View.of(storage), DType.FLOAT64).doubles();
  }

  @Test
  void sumsAreThoseOfAllThatMeets() {
    for (int round = 0; round < ROUNDS; round++) {
      Case c = new Case();
      double tolerance = c.dtype == DType.FLOAT64 ? 1e-11 : 2e-3;
      assertArrayEquals(c.chains(), c.sums(null), tolerance, c::toString);
    }
  }

  @Test
  void simdAndPlainLoopsGiveTheSameBits() {
    if (!SimdKernels.isAvailable()) {
      return;
    }
    ProductKernels floats = ProductKernels.of(DType.FLOAT32).withDots(DType.FLOAT32);
    ProductKernels doubles = ProductKernels.of(DType.FLOAT64).withDots(DType.FLOAT64);
    for (int round = 0; round < ROUNDS; round++) {
      Case c = new Case();
      double[] simd = c.sums(c.dtype == DType.FLOAT64 ? doubles : floats);
      assertArrayEquals(c.sums(null), simd, c::toString);
    }
  }

  @Test
  void threadsDoNotChangeBits() {
    int threads = Context.current().threads();
    for (int round = 0; round < ROUNDS / 4; round++) {
      Case c = new Case();
      Context.current().setThreads(1);
      double[] alone = c.sums(null);
      for (int other = 2; other < 4; other++) {
        Context.current().setThreads(other);
        assertArrayEquals(alone, c.sums(null), c::toString);
      }
    }
    Context.current().setThreads(threads);
  }

  /** What is behind a channel's last position is another channel's, or nobody's. */
  @Test
  void whatIsNotFiniteReachesItsOwnWeightsOnly() {
    int[] ones = {1};
    Window window =
        new Window(new int[] {83}, new int[] {3}, ones, new int[] {0}, ones, new int[] {81});
    View images = view(2, 1, 83);
    View results = view(2, 9, 81);
    results.storage().floats()[2 * 81] = Float.NaN;
    assertTrue(PositionSums.pays(3, 9, 81));
    float[] weights = Convolution.weights(images, results, window, 1).floats();
    for (int i = 0; i < weights.length; i++) {
      assertEquals(i / 3 == 2, Float.isNaN(weights[i]), "weight " + i);
    }
  }

  private View view(int... sizes) {
    return new View(random(DType.FLOAT32, Layout.numelOf(sizes)), Layout.contiguous(sizes));
  }

  @Test
  void manyPlacesAndFewChannelsOrPositionsAreLeftToOthers() {
    assertTrue(PositionSums.pays(9, 32, 784));
    assertFalse(PositionSums.pays(2, 32, 784));
    assertFalse(PositionSums.pays(49, 32, 784));
    assertFalse(PositionSums.pays(9, 4, 784));
    assertFalse(PositionSums.pays(9, 32, 64));
  }
}
