package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/** Convolutions by squares against those without, and their loops against each other. */
final class WinogradTest {
  private static final int ROUNDS = 24;

  private final SplittableRandom random = new SplittableRandom(7);

  /** A random convolution of 3 x 3 windows, large enough for squares. */
  private final class Case {
    final int groups = random.nextInt(1, 3);
    final int batch = random.nextInt(1, 6);
    final int inputs = random.nextInt(8) == 0 ? 300 : random.nextInt(24, 40);
    final int outputs = random.nextInt(24, 40);
    final Window window = window(random.nextInt(14, 34), random.nextInt(14, 34), random.nextInt(3));
    final View images = view(batch, inputs * groups, window.image()[0], window.image()[1]);
    final View results =
        view(batch, outputs * groups, window.positions()[0], window.positions()[1]);
    final View weights = view(outputs * groups, inputs, 3, 3);
    final View bias = view(outputs * groups);
    final View back = view(inputs * groups);

    private Window window(int height, int width, int padding) {
      int more = padding == 0 ? 2 : 0;
      int[] image = {height + more, width + more};
      int[] positions = {image[0] + 2 * padding - 2, image[1] + 2 * padding - 2};
      int[] both = {padding, random.nextBoolean() ? padding : Math.max(padding, 1)};
      positions[1] = image[1] + 2 * both[1] - 2;
      int[] ones = {1, 1};
      return new Window(image, new int[] {3, 3}, ones, both, ones, positions);
    }

    float[] results() {
      return Convolution.results(images, weights, bias, window, groups).floats();
    }

    float[] images() {
      return Convolution.images(results, weights, back, window, groups).floats();
    }

    float[] weights() {
      return Convolution.weights(images, results, window, groups).floats();
    }

    @Override
    public String toString() {
      return "groups %d batch %d channels %d to %d, %s, padding %s"
          .formatted(
              groups,
              batch,
              inputs,
              outputs,
              Arrays.toString(window.image()),
              Arrays.toString(window.padding()));
    }
  }

  private View view(int... sizes) {
    View view = View.zeros(DType.FLOAT32, sizes);
    float[] elements = view.storage().floats();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) random.nextDouble(-1, 1);
    }
    return view;
  }

  private static View doubles(View view) {
    return new View(Copies.converted(view, DType.FLOAT64), view.layout());
  }

  private static View absolute(View view) {
    double[] elements = doubles(view).storage().doubles().clone();
    Arrays.setAll(elements, i -> Math.abs(elements[i]));
    return new View(Storage.of(elements), view.layout());
  }

  /** Errors are small beside the sum of all products' absolute values. */
  private static void assertNear(double[] expected, double[] scale, float[] actual, Object of) {
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]);
      int at = i;
      assertTrue(error <= 5e-7 * scale[i], () -> of + ": element " + at + " is off by " + error);
    }
  }

  @Test
  void allThreeAreNearTheExactOnes() {
    int threads = Context.current().threads();
    for (int round = 0; round < ROUNDS; round++) {
      Context.current().setThreads(round % 3 + 1);
      Case c = new Case();
      int[] sizes = c.window.positions();
      assertTrue(Winograd.pays(c.window, DType.FLOAT32, c.inputs, c.outputs, sizes));
      View x = doubles(c.images);
      View y = doubles(c.results);
      View w = doubles(c.weights);
      assertNear(
          Convolution.results(x, w, c.bias, c.window, c.groups).doubles(),
          Convolution.results(absolute(x), absolute(w), absolute(c.bias), c.window, c.groups)
              .doubles(),
          c.results(),
          c);
      assertNear(
          Convolution.images(y, w, c.back, c.window, c.groups).doubles(),
          Convolution.images(absolute(y), absolute(w), absolute(c.back), c.window, c.groups)
              .doubles(),
          c.images(),
          c);
      assertNear(
          Convolution.weights(x, y, c.window, c.groups).doubles(),
          Convolution.weights(absolute(x), absolute(y), c.window, c.groups).doubles(),
          c.weights(),
          c);
    }
    Context.current().setThreads(threads);
  }

  @Test
  void threadsAndBatchesDoNotChangeBits() {
    int threads = Context.current().threads();
    for (int round = 0; round < ROUNDS / 4; round++) {
      Case c = new Case();
      Context.current().setThreads(1);
      float[] y = c.results();
      float[] x = c.images();
      float[] w = c.weights();
      for (int other = 2; other < 4; other++) {
        Context.current().setThreads(other);
        assertArrayEquals(y, c.results());
        assertArrayEquals(x, c.images());
        assertArrayEquals(w, c.weights());
      }
      for (int i = 0; i < c.batch; i++) {
        View image = part(c.images, i);
        float[] own = Convolution.results(image, c.weights, c.bias, c.window, c.groups).floats();
        assertArrayEquals(own, Arrays.copyOfRange(y, i * own.length, (i + 1) * own.length));
      }
    }
    Context.current().setThreads(threads);
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
  void simdAndPlainLoopsGiveTheSameBits() {
    if (!SimdKernels.isAvailable()) {
      return;
    }
    ProductKernels kernels = ProductKernels.of(DType.FLOAT32);
    WinogradLoops lanes = new WinogradLanes();
    for (int round = 0; round < ROUNDS; round++) {
      Case c = new Case();
      for (boolean turned : new boolean[] {false, true}) {
        float[] plain = product(c, turned, null, PlainWinograd.LOOPS);
        assertArrayEquals(plain, product(c, turned, kernels, lanes), c::toString);
        assertArrayEquals(plain, product(c, turned, null, lanes), c::toString);
        assertArrayEquals(plain, product(c, turned, kernels, PlainWinograd.LOOPS), c::toString);
      }
      float[] plain = sums(c, null, PlainWinograd.LOOPS);
      assertArrayEquals(plain, sums(c, kernels, lanes), c::toString);
      assertArrayEquals(plain, sums(c, null, lanes), c::toString);
      assertArrayEquals(plain, sums(c, kernels, PlainWinograd.LOOPS), c::toString);
    }
  }

  private static Planes images(Case c, Object array) {
    return new Planes(array, c.batch, c.groups, c.inputs, c.window.imageSize());
  }

  private static Planes results(Case c, Object array) {
    return new Planes(array, c.batch, c.groups, c.outputs, c.window.positionCount());
  }

  private static float[] product(
      Case c, boolean turned, @Nullable ProductKernels kernels, WinogradLoops loops) {
    Object x = Elements.array(c.images.storage());
    Object y = Elements.array(c.results.storage());
    Object w = Elements.array(c.weights.storage());
    View to = turned ? c.images : c.results;
    float[] target = new float[to.layout().numel()];
    int all = c.outputs * c.inputs * 9;
    int[] kernel = c.window.kernel();
    boolean[] odd =
        WinogradProduct.run(
            turned ? Winograd.ofImage(c.window) : Winograd.ofPositions(c.window),
            turned ? results(c, y) : images(c, x),
            turned
                ? new Filters(w, kernel, 9, c.inputs * 9, all)
                : new Filters(w, kernel, c.inputs * 9, 9, all),
            turned,
            turned ? images(c, target) : results(c, target),
            Elements.array((turned ? c.back : c.bias).storage()),
            kernels,
            loops);
    assertArrayEquals(new boolean[c.batch], odd);
    return target;
  }

  private static float[] sums(Case c, @Nullable ProductKernels kernels, WinogradLoops loops) {
    float[] weights = new float[c.weights.layout().numel()];
    boolean finite =
        WinogradSums.run(
            Winograd.ofPositions(c.window),
            images(c, Elements.array(c.images.storage())),
            results(c, Elements.array(c.results.storage())),
            weights,
            kernels,
            loops);
    assertTrue(finite);
    return weights;
  }

  /** Halves and quarters of small integers are exact, and so are their sums. */
  @Test
  void integersStayExact() {
    Case c = new Case();
    for (View view : new View[] {c.images, c.results, c.weights, c.bias, c.back}) {
      float[] elements = view.storage().floats();
      for (int i = 0; i < elements.length; i++) {
        elements[i] = random.nextInt(-8, 9);
      }
    }
    float[] y = c.results();
    float[] x = c.images();
    double[] sums =
        Convolution.results(doubles(c.images), doubles(c.weights), c.bias, c.window, c.groups)
            .doubles();
    double[] back =
        Convolution.images(doubles(c.results), doubles(c.weights), c.back, c.window, c.groups)
            .doubles();
    for (int i = 0; i < y.length; i++) {
      assertEquals(sums[i], y[i]);
    }
    for (int i = 0; i < x.length; i++) {
      assertEquals(back[i], x[i]);
    }
    float[] w = c.weights();
    double[] filters =
        Convolution.weights(doubles(c.images), doubles(c.results), c.window, c.groups).doubles();
    for (int i = 0; i < w.length; i++) {
      assertEquals(filters[i], w[i]);
    }
  }

  /** An image with an infinity, or whose squares overflow, is computed without squares. */
  @Test
  void whatIsNotFiniteReachesItsOwnWindowsOnly() {
    Case c = new Case();
    while (c.batch < 4) {
      c = new Case();
    }
    float[] before = c.results();
    int size = c.images.layout().numel() / c.batch;
    int width = c.window.image()[1];
    float[] x = c.images.storage().floats();
    x[5 * width + 6] = Float.POSITIVE_INFINITY;
    x[size + 4 * width + 4] = Float.NaN;
    x[2 * size + 4 * width + 4] = 3e38f; // the square's difference of the two is infinite
    x[2 * size + 4 * width + 6] = -3e38f;
    float[] w = c.weights.storage().floats();
    for (int i = 0; i < w.length; i++) {
      w[i] /= 16;
    }
    float[] y = c.results();
    float[] exact = new float[y.length];
    Axis[] axes = {Axis.ofPositions(c.window, 0), Axis.ofPositions(c.window, 1)};
    int filter = c.inputs * 9;
    CorrelationProduct.run(
        axes,
        DType.FLOAT32,
        images(c, x),
        new Filters(w, c.window.kernel(), filter, 9, c.outputs * filter),
        results(c, exact),
        Elements.array(c.bias.storage()),
        null);
    int own = y.length / c.batch;
    assertArrayEquals(Arrays.copyOf(exact, 3 * own), Arrays.copyOf(y, 3 * own));
    assertNotEquals(before[0], y[0]);
    for (int i = 2 * own; i < 3 * own; i++) {
      assertTrue(Float.isFinite(y[i]));
    }
    int others = 0;
    for (int i = 3 * own; i < y.length; i++) {
      others += y[i] == exact[i] ? 0 : 1;
    }
    assertTrue(others > 0); // by squares, and so with other last bits
  }

  /** An infinity at an edge, which not all places of a window see, reaches only those that do. */
  @Test
  void sumsThatAreNotFiniteAreTakenWithoutSquares() {
    Case c = new Case();
    while (c.window.padding()[0] != 1 || c.window.padding()[1] != 1) {
      c = new Case();
    }
    c.images.storage().floats()[0] = Float.NEGATIVE_INFINITY;
    float[] w = c.weights();
    float[] exact = new float[w.length];
    Axis[] axes = {Axis.ofPositions(c.window, 0), Axis.ofPositions(c.window, 1)};
    CorrelationSums.run(
        axes,
        DType.FLOAT32,
        images(c, Elements.array(c.images.storage())),
        results(c, Elements.array(c.results.storage())),
        exact,
        null);
    assertArrayEquals(exact, w);
    assertFalse(Float.isFinite(w[0]));
    assertTrue(Float.isFinite(w[8]));
  }

  @Test
  void smallOrOtherWindowsAreLeftToOthers() {
    int[] ones = {1, 1};
    int[] three = {3, 3};
    int[] size = {28, 28};
    Window window = new Window(size, three, ones, ones, ones, size);
    assertTrue(Winograd.pays(window, DType.FLOAT32, 32, 32, size));
    assertFalse(Winograd.pays(window, DType.FLOAT64, 32, 32, size));
    assertFalse(Winograd.pays(window, DType.FLOAT32, 3, 32, size));
    assertFalse(Winograd.pays(window, DType.FLOAT32, 32, 3, size));
    int[] two = {2, 2};
    Window strided = new Window(size, three, two, ones, ones, new int[] {14, 14});
    assertFalse(Winograd.pays(strided, DType.FLOAT32, 32, 32, strided.positions()));
    Window dilated = new Window(size, three, ones, two, two, size);
    assertFalse(Winograd.pays(dilated, DType.FLOAT32, 32, 32, size));
    int[] few = {8, 8};
    Window small = new Window(few, three, ones, ones, ones, few);
    assertFalse(Winograd.pays(small, DType.FLOAT32, 32, 32, few));
  }
}
