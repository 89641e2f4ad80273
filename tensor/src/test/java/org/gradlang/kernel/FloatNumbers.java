package org.gradlang.kernel;

import java.util.SplittableRandom;

/** Numbers that functions of float32 are tested with. */
final class FloatNumbers {
  /** Where functions change what they do, and what ends them. */
  static final float[] EDGES = {
    0f,
    -0f,
    1,
    -1,
    0.5f,
    2,
    88.8f,
    89.5f,
    -87.5f,
    -103,
    -104.5f,
    0.625f,
    0.62499f,
    9,
    20,
    1e-3f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-40f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0.70710677f,
    0.7071068f,
    1.4142135f
  };

  private FloatNumbers() {}

  /** A function of float32, as plain loops have it. */
  interface Function {
    float apply(float x);
  }

  /** Edges, numbers of any bits and usual ones. */
  static float[] some(int n, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] =
          switch (i % 3) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> Float.intBitsToFloat(random.nextInt());
            default -> (float) (random.nextGaussian() * 10);
          };
    }
    return numbers;
  }

  /** A number of one of four kinds: of any bits, an edge, a small whole one, a usual one. */
  static float any(SplittableRandom random, int kind) {
    return switch (kind) {
      case 0 -> Float.intBitsToFloat(random.nextInt());
      case 1 -> EDGES[random.nextInt(EDGES.length)];
      case 2 -> random.nextInt(41) - 20;
      default -> (float) (random.nextGaussian() * 100);
    };
  }
}
