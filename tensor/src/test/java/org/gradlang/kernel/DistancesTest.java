package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.gradlang.tensor.Context;
import org.junit.jupiter.api.Test;

/** Distances of rows, against sums of float64 one after the other. */
class DistancesTest {
  /** Batches, rows, other rows and their length. */
  private static final int[][] SHAPES = {
    {1, 1, 1, 1}, {2, 5, 7, 3}, {1, 33, 20, 70}, {2, 3, 600, 37}, {1, 600, 3, 5}, {3, 2, 2, 0}
  };

  private static float[] random(int n) {
    float[] numbers = new float[n];
    SplittableRandom random = new SplittableRandom(n);
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void distances() {
    for (int[] s : SHAPES) {
      float[] x = random(s[0] * s[1] * s[3]);
      float[] y = random(s[0] * s[2] * s[3] + 1);
      float[] found = new Distances(s[0], s[1], s[2], s[3]).between(x, y).floats();
      for (int b = 0; b < s[0]; b++) {
        for (int i = 0; i < s[1]; i++) {
          for (int j = 0; j < s[2]; j++) {
            double sum = 0;
            for (int k = 0; k < s[3]; k++) {
              double difference =
                  x[(b * s[1] + i) * s[3] + k] - (double) y[(b * s[2] + j) * s[3] + k];
              sum += difference * difference;
            }
            double expected = Math.sqrt(sum);
            assertEquals(expected, found[(b * s[1] + i) * s[2] + j], 2e-7 * expected);
          }
        }
      }
    }
  }

  @Test
  void closeRowsKeepTheirDigits() {
    float[] x = {1000, 1000.0625f, 1000};
    float[] y = {1000, 1000, 1000, 1000, 1000.0625f, 1000};
    assertArrayEquals(new float[] {0.0625f, 0}, new Distances(1, 1, 2, 3).between(x, y).floats());
  }

  @Test
  void gradients() {
    for (int[] s : SHAPES) {
      float[] x = random(s[0] * s[1] * s[3]);
      float[] y = random(s[0] * s[2] * s[3] + 1);
      float[] g = random(s[0] * s[1] * s[2]);
      Distances pairs = new Distances(s[0], s[1], s[2], s[3]);
      float[] distances = pairs.between(x, y).floats();
      double[] byX = new double[x.length];
      double[] byY = new double[s[0] * s[2] * s[3]];
      for (int pair = 0; pair < g.length; pair++) {
        int i = pair / s[2];
        int j = i / s[1] * s[2] + pair % s[2];
        for (int k = 0; k < s[3]; k++) {
          double difference = x[i * s[3] + k] - y[j * s[3] + k];
          double slope = difference / distances[pair] * g[pair];
          byX[i * s[3] + k] += slope;
          byY[j * s[3] + k] -= slope;
        }
      }
      check(byX, pairs.gradient(x, y, g, distances).floats());
      check(byY, pairs.gradientOfOthers(x, y, g, distances).floats());
    }
  }

  private static void check(double[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], 1e-6 * (1 + Math.abs(expected[i])));
    }
  }

  @Test
  void equalRowsHaveNoGradient() {
    float[] x = {1, 2, 3};
    float[] none = {0, 0, 0};
    Distances pairs = new Distances(1, 1, 1, 3);
    float[] distances = pairs.between(x, x).floats();
    assertArrayEquals(none, pairs.gradient(x, x, new float[] {5}, distances).floats());
    assertArrayEquals(none, pairs.gradientOfOthers(x, x, new float[] {5}, distances).floats());
  }

  @Test
  void bitsDoNotDependOnThreads() {
    float[] x = random(300 * 70);
    float[] y = random(700 * 70);
    float[] g = random(300 * 700);
    Distances pairs = new Distances(1, 300, 700, 70);
    int threads = Context.current().threads();
    try {
      Context.current().setThreads(1);
      float[] one = pairs.between(x, y).floats();
      float[] gradient = pairs.gradient(x, y, g, one).floats();
      Context.current().setThreads(3);
      assertArrayEquals(one, pairs.between(x, y).floats());
      assertArrayEquals(gradient, pairs.gradient(x, y, g, one).floats());
    } finally {
      Context.current().setThreads(threads);
    }
  }
}
