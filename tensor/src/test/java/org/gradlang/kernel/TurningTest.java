package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rows turned by eights, by fours and one by one, and what they leave alone. */
final class TurningTest {
  private static final int APART = 13;
  private static final int STRIDE = 21;
  private static final int N = 7;

  @Test
  void everyNumberOfRowsIsTurned() {
    double[] from = new double[STRIDE * APART + N];
    Arrays.setAll(from, i -> i + 1);
    for (int rows = 0; rows < STRIDE; rows++) {
      double[] expected = new double[2 + N * STRIDE];
      for (int p = 0; p < N; p++) {
        for (int q = 0; q < rows; q++) {
          expected[2 + p * STRIDE + q] = from[3 + q * APART + p];
        }
      }
      double[] doubles = new double[expected.length];
      Turning.turn(from, 3, APART, doubles, 2, STRIDE, N, rows);
      assertArrayEquals(expected, doubles);
      float[] floats = new float[expected.length];
      Turning.turn(floats(from), 3, APART, floats, 2, STRIDE, N, rows);
      assertArrayEquals(floats(expected), floats);
    }
  }

  private static float[] floats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
