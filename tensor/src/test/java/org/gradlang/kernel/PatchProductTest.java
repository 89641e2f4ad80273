package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gradlang.kernel.CorrelationProduct.Filters;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is copied row by row gives what the grid of a {@link Correlation} gives. */
final class PatchProductTest {
  private static final double TOLERANCE = 1e-12;
  private static final int BATCH = 3;
  private static final int GROUPS = 2;
  private static final int CHANNELS = 5;
  private static final int ROWS = 7;

  static List<Window> windows() {
    return List.of(
        window("9", "3", "1", "1", "1"),
        window("9", "3", "2", "0", "2"),
        window("7", "2", "3", "1", "1"),
        window("4 6", "3 3", "1 1", "1 1", "1 1"),
        window("8 8", "4 4", "2 2", "1 1", "1 1"),
        window("8 5", "3 2", "2 1", "2 0", "1 2"),
        window("6 7", "3 5", "3 2", "1 2", "1 1"),
        window("9 9", "2 2", "4 4", "0 0", "1 1"),
        window("3 3", "3 3", "1 1", "0 0", "1 1"),
        window("2 2", "3 3", "2 2", "1 1", "1 1"),
        window("3 4 5", "2 3 2", "1 2 2", "1 1 0", "1 1 2"));
  }

  private static Window window(
      String image, String kernel, String stride, String padding, String dilation) {
    int[] sizes = ints(image);
    int[] positions = new int[sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      int reach = (ints(kernel)[d] - 1) * ints(dilation)[d] + 1;
      positions[d] = (sizes[d] + 2 * ints(padding)[d] - reach) / ints(stride)[d] + 1;
    }
    return new Window(sizes, ints(kernel), ints(stride), ints(padding), ints(dilation), positions);
  }

  private static int[] ints(String words) {
    return Arrays.stream(words.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static double[] random(int seed, int length) {
    Random random = new Random(seed);
    return random.doubles(length, -1, 1).toArray();
  }

  private static Filters filters(Window window, boolean transposed) {
    int kernel = window.kernelSize();
    int filter = CHANNELS * kernel;
    double[] weights = random(1, GROUPS * ROWS * filter);
    return transposed
        ? new Filters(weights, window.kernel(), kernel, filter, ROWS * filter)
        : new Filters(weights, window.kernel(), filter, kernel, ROWS * filter);
  }

  private static List<Axis[]> parts(Window window, boolean transposed) {
    List<Axis[]> parts = new ArrayList<>(List.<Axis[]>of(new Axis[0]));
    for (int d = 0; d < window.dim(); d++) {
      List<Axis[]> longer = new ArrayList<>();
      int[] phases = transposed ? Axis.phasesOfImage(window, d) : new int[1];
      for (Axis[] part : parts) {
        for (int phase : phases) {
          Axis[] more = Arrays.copyOf(part, d + 1);
          more[d] = transposed ? Axis.ofImage(window, d, phase) : Axis.ofPositions(window, d);
          if (more[d].count() > 0) {
            longer.add(more);
          }
        }
      }
      parts = longer;
    }
    return parts;
  }

  private static Planes planes(double[] array, int batch, int channels, int size) {
    return new Planes(array, batch, GROUPS, channels, size);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void resultsAreThoseOfTheGrid(Window window) {
    compare(window, false, null);
    compare(window, false, random(4, GROUPS * ROWS));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void imagesAreThoseOfTheGrid(Window window) {
    compare(window, true, null);
    compare(window, true, random(4, GROUPS * CHANNELS));
  }

  private static void compare(Window window, boolean transposed, double[] bias) {
    int from = transposed ? window.positionCount() : window.imageSize();
    int to = transposed ? window.imageSize() : window.positionCount();
    int channels = transposed ? ROWS : CHANNELS;
    int rows = transposed ? CHANNELS : ROWS;
    double[] source = random(2, BATCH * GROUPS * channels * from);
    Filters filters = filters(window, transposed);
    List<Axis[]> parts = parts(window, transposed);
    double[] expected = new double[BATCH * GROUPS * rows * to];
    for (int i = 0; bias != null && i < expected.length; i++) {
      expected[i] = bias[i / to % (GROUPS * rows)];
    }
    for (Axis[] part : parts) {
      CorrelationProduct.run(
          part,
          DType.FLOAT64,
          planes(source, BATCH, channels, from),
          filters,
          planes(expected, BATCH, rows, to),
          bias,
          null);
    }
    double[] all = random(3, expected.length);
    run(parts, planes(source, BATCH, channels, from), filters, transposed, all, to, rows, bias);
    assertArrayEquals(expected, all, TOLERANCE);

    int own = GROUPS * rows * to;
    for (int i = 0; i < BATCH; i++) {
      double[] image = new double[own];
      Planes alone = planes(source, BATCH, channels, from).image(i);
      run(parts, alone, filters, transposed, image, to, rows, bias);
      assertArrayEquals(image, Arrays.copyOfRange(all, i * own, (i + 1) * own));
    }
  }

  private static void run(
      List<Axis[]> parts,
      Planes source,
      Filters filters,
      boolean transposed,
      double[] target,
      int size,
      int rows,
      double[] bias) {
    Planes planes = planes(target, source.batch(), rows, size);
    PatchProduct.run(parts, DType.FLOAT64, source, filters, transposed, planes, bias);
  }

  @Test
  void threadsAndBatchesChangeNoBit() {
    Window window = window("8 8", "4 4", "2 2", "1 1", "1 1");
    Filters filters = filters(window, true);
    List<Axis[]> parts = parts(window, true);
    double[] source = random(2, 40 * GROUPS * ROWS * window.positionCount());
    int size = window.imageSize();
    double[] expected = new double[40 * GROUPS * CHANNELS * size];
    Planes planes = planes(source, 40, ROWS, window.positionCount());
    int threads = Context.current().threads();
    Context.current().setThreads(1);
    run(parts, planes, filters, true, expected, size, CHANNELS, null);
    for (int other : new int[] {2, 3}) {
      Context.current().setThreads(other);
      double[] all = new double[expected.length];
      run(parts, planes, filters, true, all, size, CHANNELS, null);
      assertArrayEquals(expected, all);
    }
    Context.current().setThreads(threads);
  }

  @Test
  void whatIsMostlyEdgeIsLeftToTheGrid() {
    assertTrue(PatchProduct.paysForResults(window("8 8", "4 4", "2 2", "1 1", "1 1"), 32, 32));
    int far = 1 << 20;
    Window wide =
        new Window(new int[] {2}, new int[] {3}, ints("1"), ints("1"), ints("" + far), ints("4"));
    assertFalse(PatchProduct.paysForResults(wide, 512, 512));
    assertFalse(PatchProduct.paysForImages(wide, 512, 512));
    assertFalse(PatchProduct.paysForResults(window("64 64", "3 3", "1 1", "1 1", "1 1"), 16, 16));
  }
}
