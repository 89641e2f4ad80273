package org.gradlang.kernel;

import static org.gradlang.kernel.RowMajor.product;
import static org.gradlang.kernel.RowMajor.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LuTest {
  private static final double TOLERANCE = 1e-12;

  private static final int[] SIZES = {1, 2, 3, 16, 17, 31, 32, 33, 64, 65, 100, 150};

  private static double[] turned(double[] a, int columns) {
    int rows = a.length / columns;
    double[] turned = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      turned[i % columns * rows + i / columns] = a[i];
    }
    return turned;
  }

  private static double[] solved(Lu lu, double[] b, int columns, boolean turned) {
    double[] x = new double[b.length + 2];
    double[] behind = new double[b.length + 1];
    System.arraycopy(b, 0, behind, 1, b.length);
    lu.solve(behind, 1, columns, x, 2, turned);
    double[] found = new double[b.length];
    System.arraycopy(x, 2, found, 0, found.length);
    return found;
  }

  @Test
  void solvesAndFindsTheDeterminant() {
    // 0 in the corner needs a pivot; the determinant is -1 * (3 - 0) + 2 * (6 - 5) = -1
    double[] a = {0, 1, 2, 3, 1, 0, 5, 2, 1};
    Lu lu = Lu.of(a, 3);
    double[] x = solved(lu, new double[] {5, 5, 12}, 1, false);
    assertArrayEquals(new double[] {5, 5, 12}, product(a, x, 3), TOLERANCE);
    assertEquals(-1, lu.sign() * lu.pivot(0) * lu.pivot(1) * lu.pivot(2), TOLERANCE);
    Lu singular = Lu.of(new double[] {1, 2, 2, 4}, 2);
    assertTrue(singular.isSingular());
    assertEquals(2, singular.failure());
  }

  @Test
  void systemsAreSolvedByBlocks() {
    for (int n : SIZES) {
      double[] a = random(n, n);
      Lu lu = Lu.of(a, n);
      for (int columns : new int[] {1, 3, 4, 5, 40, 130}) {
        double[] b = random(n, columns);
        double[] x = solved(lu, b, columns, false);
        assertArrayEquals(b, product(a, x, n), 1e-9, "size " + n);
        double[] y = solved(lu, b, columns, true);
        assertArrayEquals(b, product(turned(a, n), y, n), 1e-9, "size " + n);
      }
    }
  }

  @Test
  void factorsOfAnyShapeGiveTheMatrix() {
    int[][] shapes = {{5, 3}, {3, 5}, {40, 40}, {70, 33}, {33, 70}, {100, 40}, {20, 90}};
    for (int[] shape : shapes) {
      for (boolean pivoting : new boolean[] {true, false}) {
        checkFactors(shape[0], shape[1], pivoting);
      }
    }
  }

  private static void checkFactors(int rows, int columns, boolean pivoting) {
    int steps = Math.min(rows, columns);
    double[] a = random(rows, columns);
    for (int k = 0; k < steps; k++) {
      a[k * columns + k] += pivoting ? 0 : 9;
    }
    double[] x = new double[a.length + 3];
    System.arraycopy(a, 0, x, 3, a.length);
    long[] pivots = new long[steps + 1];
    Lu lu = new Lu(x, 3, pivots, 1, rows, columns);
    lu.factor(pivoting);
    double[] lower = new double[rows * steps];
    double[] upper = new double[steps * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (j < steps) {
          lower[i * steps + j] = j < i ? x[3 + i * columns + j] : j == i ? 1 : 0;
        }
        if (i < steps) {
          upper[i * columns + j] = j < i ? 0 : x[3 + i * columns + j];
        }
      }
    }
    double[] exchanged = new double[a.length];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, lu.order()[i] * columns, exchanged, i * columns, columns);
    }
    assertArrayEquals(exchanged, product(lower, upper, steps), TOLERANCE);
    for (int k = 0; k < steps && !pivoting; k++) {
      assertEquals(k + 1, pivots[k + 1]);
    }
  }

  @Test
  void equalRowsAreSingularInWhicheverBlocks() {
    int n = 100;
    for (int[] pair : new int[][] {{0, 1}, {3, 50}, {31, 32}, {40, 99}, {97, 98}}) {
      double[] a = random(n, n);
      System.arraycopy(a, pair[0] * n, a, pair[1] * n, n);
      assertTrue(Lu.of(a, n).isSingular(), "rows " + pair[0] + " and " + pair[1]);
    }
  }

  @Test
  void trianglesAreSolvedByBlocks() {
    for (int n : SIZES) {
      for (int k = 0; k < 8; k++) {
        boolean upper = k % 4 < 2;
        boolean unit = k % 2 == 0;
        double[] a = random(n, n); // the other triangle must not matter
        double[] triangle = new double[n * n];
        for (int i = 0; i < n * n; i++) {
          int row = i / n;
          int column = i % n;
          a[i] = row == column ? 5 : a[i] / n;
          boolean counts = upper ? column > row : column < row;
          triangle[i] = row == column ? unit ? 1 : 5 : counts ? a[i] : 0;
        }
        Triangle all = Triangle.of(a, n, upper, unit);
        for (int columns : new int[] {1, 2, 7, 140}) {
          double[] b = random(n, columns);
          double[] x = b.clone();
          (k < 4 ? all : all.turned()).solve(x, 0, columns, columns);
          double[] matrix = k < 4 ? triangle : turned(triangle, n);
          assertArrayEquals(b, product(matrix, x, n), TOLERANCE, "size " + n);
        }
      }
    }
  }

  @Test
  void cofactorsAreThoseOfTheParts() {
    for (int n = 1; n < 7; n++) {
      for (int singular = 0; singular < 3 && singular <= n; singular++) {
        double[] a = random(n, n + 1 + singular);
        for (int k = 0; k < singular; k++) { // rows that are multiples of the last
          for (int j = 0; j < n; j++) {
            a[k * n + j] = n == 1 ? 0 : a[(n - 1) * n + j] * (k + 2);
          }
        }
        checkCofactors(java.util.Arrays.copyOf(a, n * n), n);
      }
    }
  }

  private static void checkCofactors(double[] a, int n) {
    double[] found = Adjugate.cofactors(a, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double[] part = new double[(n - 1) * (n - 1)];
        int at = 0;
        for (int k = 0; k < n * n; k++) {
          if (k / n != i && k % n != j) {
            part[at++] = a[k];
          }
        }
        Lu lu = Lu.of(part, n - 1);
        double product = (i + j) % 2 == 0 ? lu.sign() : -lu.sign();
        for (int k = 0; k < n - 1; k++) {
          product *= lu.pivot(k);
        }
        assertEquals(product, found[i * n + j], TOLERANCE, "size " + n);
      }
    }
  }
}
