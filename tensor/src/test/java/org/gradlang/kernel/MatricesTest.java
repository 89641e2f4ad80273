package org.gradlang.kernel;

import static org.gradlang.kernel.RowMajor.product;
import static org.gradlang.kernel.RowMajor.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.SplittableRandom;
import org.gradlang.kernel.Matrices.Eigen;
import org.gradlang.kernel.Matrices.Svd;
import org.junit.jupiter.api.Test;

final class MatricesTest {
  private static final double TOLERANCE = 1e-12;

  @Test
  void choleskyNeedsAPositiveDefiniteMatrix() {
    double[] l = Matrices.cholesky(new double[] {4, 2, 2, 5}, 2);
    assertNotNull(l);
    assertArrayEquals(new double[] {2, 0, 1, 2}, l, TOLERANCE);
    assertNull(Matrices.cholesky(new double[] {1, 2, 2, 1}, 2));
  }

  private static final int[] SIZES = {1, 31, 32, 33, 64, 65, 100, 150};

  @Test
  void choleskyGoesByBlocks() {
    for (int n : SIZES) {
      double[] l = random(n, n);
      double[] turned = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          l[i * n + j] = j > i ? 0 : j == i ? 1 + Math.abs(l[i * n + j]) : l[i * n + j] / 9;
          turned[j * n + i] = l[i * n + j];
        }
      }
      double[] a = product(l, turned, n);
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          a[i * n + j] = Double.NaN; // is not read
        }
      }
      double[] found = Matrices.cholesky(a, n);
      assertNotNull(found);
      assertArrayEquals(l, found, 1e-10, "size " + n);
      a[n * n - 1] = -1;
      assertNull(Matrices.cholesky(a, n));
    }
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
  void qrInBlocks() {
    SplittableRandom random = new SplittableRandom(7);
    int[][] sizes = {{70, 70}, {130, 40}, {40, 130}, {33, 33}, {100, 3}};
    for (int[] size : sizes) {
      for (double scale : new double[] {1, 0x1p-500, 0x1p500}) {
        double[] a = random.doubles((long) size[0] * size[1], -scale, scale).toArray();
        for (int i = 0; i < size[0] && size[1] > 2; i++) {
          a[i * size[1] + 1] = 0; // a column without a reflection
        }
        for (int width : new int[] {Math.min(size[0], size[1]), size[0]}) {
          checkQr(a, size, width, scale);
        }
      }
    }
  }

  private static void checkQr(double[] a, int[] size, int width, double scale) {
    Qr qr = Qr.of(a, size[0], size[1], width);
    double[] product = product(qr.q(), qr.r(), width);
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i] / scale, product[i] / scale, TOLERANCE);
    }
    double[] turned = new double[qr.q().length];
    for (int i = 0; i < size[0]; i++) {
      for (int j = 0; j < width; j++) {
        turned[j * size[0] + i] = qr.q()[i * width + j];
      }
    }
    assertArrayEquals(Matrices.identity(width, width), product(turned, qr.q(), size[0]), TOLERANCE);
    assertEquals(-Math.signum(a[0]), Math.signum(qr.r()[0]));
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
