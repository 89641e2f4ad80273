package org.gradlang.kernel;

import java.util.SplittableRandom;

/** Row-major matrices to test with. */
final class RowMajor {
  private RowMajor() {}

  /** Rows by inner times inner by columns. */
  static double[] product(double[] a, double[] b, int inner) {
    int rows = a.length / inner;
    int columns = b.length / inner;
    double[] c = new double[rows * columns];
    for (int i = 0; i < c.length; i++) {
      for (int k = 0; k < inner; k++) {
        c[i] += a[i / columns * inner + k] * b[k * columns + i % columns];
      }
    }
    return c;
  }

  /** Numbers from -1 to 1, the same for the same sizes. */
  static double[] random(int n, int columns) {
    return new SplittableRandom(n + columns).doubles((long) n * columns, -1, 1).toArray();
  }
}
