package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows searched in vectors keep what the search of one window finds. */
class WindowLanesTest {
  private static final float[] ODD = {
    0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE
  };

  private final SplittableRandom random = new SplittableRandom(5);

  private float number() {
    return random.nextInt(3) == 0
        ? ODD[random.nextInt(ODD.length)]
        : Math.round(random.nextGaussian() * 4); // many are equal
  }

  @Test
  void theyKeepTheFirstOfEqualsAndTheLastNan() {
    assumeTrue(SimdKernels.isAvailable());
    WindowLoop lanes = new WindowLanes();
    for (int n = 1; n < 150; n++) {
      int whole = Math.ceilDiv(n, WindowLoop.WHOLE) * WindowLoop.WHOLE;
      float[] greatest = new float[whole];
      int[] best = new int[whole];
      float[] expected = new float[n];
      int[] places = new int[n];
      for (int i = 0; i < n; i++) {
        greatest[i] = number();
        expected[i] = greatest[i];
      }
      for (int k = 1; k < 5; k++) {
        float[] values = new float[whole];
        int at = random.nextInt(3);
        int[] table = random.ints(at + whole, 0, 1000).toArray();
        for (int i = 0; i < n; i++) {
          values[i] = number();
          if (values[i] > expected[i] || Float.isNaN(values[i])) {
            expected[i] = values[i];
            places[i] = table[at + i];
          }
        }
        lanes.take(values, table, at, greatest, best, n);
      }
      assertArrayEquals(expected, Arrays.copyOf(greatest, n));
      assertArrayEquals(places, Arrays.copyOf(best, n));
    }
  }
}
