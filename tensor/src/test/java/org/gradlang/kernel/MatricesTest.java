package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradlang.kernel.Matrices.Eigen;
import org.gradlang.kernel.Matrices.Lu;
import org.gradlang.kernel.Matrices.Qr;
import org.gradlang.kernel.Matrices.Svd;
import org.junit.jupiter.api.Test;

final class MatricesTest {
  private static final double TOLERANCE = 1e-12;

  /** Rows by inner times inner by columns. */
  private static double[] product(double[] a, double[] b, int inner) {
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

  @Test
  void luSolvesAndFindsTheDeterminant() {
    // 0 in the corner needs a pivot; the determinant is -1 * (3 - 0) + 2 * (6 - 5) = -1
    double[] a = {0, 1, 2, 3, 1, 0, 5, 2, 1};
    Lu lu = Lu.of(a, 3);
    double[] x = lu.solve(new double[] {5, 5, 12}, 1);
    assertArrayEquals(new double[] {5, 5, 12}, product(a, x, 3), TOLERANCE);
    assertEquals(-1, lu.sign() * lu.pivot(0) * lu.pivot(1) * lu.pivot(2), TOLERANCE);
    assertTrue(Lu.of(new double[] {1, 2, 2, 4}, 2).isSingular());
  }

  @Test
  void choleskyNeedsAPositiveDefiniteMatrix() {
    double[] l = Matrices.cholesky(new double[] {4, 2, 2, 5}, 2);
    assertNotNull(l);
    assertArrayEquals(new double[] {2, 0, 1, 2}, l, TOLERANCE);
    assertNull(Matrices.cholesky(new double[] {1, 2, 2, 1}, 2));
  }

  @Test
  void qrHasLapacksSigns() {
    double[] a = {3, 1, 4, 2, 0, 5};
    Qr qr = Qr.of(a, 3, 2, 2);
    assertArrayEquals(a, product(qr.q(), qr.r(), 2), TOLERANCE);
    assertEquals(-5, qr.r()[0], TOLERANCE);
    assertEquals(0, qr.r()[2], TOLERANCE);
  }

  @Test
  void eigenvaluesRise() {
    Eigen eigen = Eigen.of(new double[] {2, 1, 1, 2}, 2);
    assertNotNull(eigen);
    assertArrayEquals(new double[] {1, 3}, eigen.values(), TOLERANCE);
    assertNull(Eigen.of(new double[] {Double.NaN, 1, 1, 2}, 2));
  }

  @Test
  void singularValuesFall() {
    double[] a = {1, 0, 0, 3, 0, 0};
    for (boolean full : new boolean[] {false, true}) {
      Svd svd = Svd.of(a, 3, 2, full);
      assertNotNull(svd);
      assertArrayEquals(new double[] {3, 1}, svd.s(), TOLERANCE);
      int width = full ? 3 : 2;
      double[] scaled = new double[width * 2];
      for (int i = 0; i < 4; i++) {
        scaled[i] = svd.s()[i / 2] * svd.vt()[i];
      }
      assertArrayEquals(a, product(svd.u(), scaled, width), TOLERANCE);
    }
  }
}
