package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Room;

/**
 * The cofactors of a matrix, which need no inverse: they are there for singular matrices too.
 *
 * <p>Gaussian elimination with the greatest element of all that is left as pivot gives P A Q = L U
 * with the smallest pivot d at the end, which alone may be 0 unless all cofactors are. With U = [V
 * u; 0 d] they are
 *
 * <pre>det(P) det(Q) det(V) Pᵀ L⁻ᵀ [d V⁻ᵀ 0; -uᵀV⁻ᵀ 1] Qᵀ</pre>
 */
public final class Adjugate {
  private final int n;
  private final double[] x;
  private final int[] rows;
  private final int[] columns;
  private double sign = 1;

  private Adjugate(double[] a, int n) {
    this.n = n;
    this.x = Room.copy(a);
    this.rows = new int[n];
    this.columns = new int[n];
    Arrays.setAll(rows, i -> i);
    Arrays.setAll(columns, i -> i);
  }

  /** For each element of a square matrix the derivative of the determinant by it. */
  public static double[] cofactors(double[] a, int n) {
    return n == 0 ? new double[0] : new Adjugate(a, n).cofactors();
  }

  private double[] cofactors() {
    double factor = 1;
    for (int k = 0; k < n - 1; k++) {
      choosePivot(k);
      double pivot = x[k * n + k];
      if (pivot == 0) {
        return Room.doubles(n * n); // two rows and more are zeros
      }
      factor *= pivot;
      eliminate(k, pivot);
    }
    double[] inner = inner();
    new Triangle(x, 0, 1, n, n, true, true).solve(inner, 0, n, n); // L⁻ᵀ
    double[] found = Room.doubles(n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        found[rows[i] * n + columns[j]] = sign * factor * inner[i * n + j];
      }
    }
    return found;
  }

  private void choosePivot(int k) {
    int best = k * n + k;
    for (int i = k; i < n; i++) {
      for (int at = i * n + k; at < (i + 1) * n; at++) {
        best = Math.abs(x[at]) > Math.abs(x[best]) ? at : best;
      }
    }
    Context.current().worked((n - k) * (n - k));
    int row = best / n;
    int column = best % n;
    for (int j = 0; row != k && j < n; j++) {
      exchange(k * n + j, row * n + j);
    }
    for (int i = 0; column != k && i < n; i++) {
      exchange(i * n + k, i * n + column);
    }
    exchange(rows, k, row);
    exchange(columns, k, column);
  }

  private void exchange(int a, int b) {
    double kept = x[a];
    x[a] = x[b];
    x[b] = kept;
  }

  private void exchange(int[] order, int a, int b) {
    int kept = order[a];
    order[a] = order[b];
    order[b] = kept;
    sign = a == b ? sign : -sign;
  }

  private void eliminate(int k, double pivot) {
    for (int i = k + 1; i < n; i++) {
      double factor = x[i * n + k] / pivot;
      x[i * n + k] = factor;
      for (int j = k + 1; j < n; j++) {
        x[i * n + j] -= factor * x[k * n + j];
      }
    }
    Context.current().worked((n - k) * (n - k));
  }

  /** [d V⁻ᵀ 0; -uᵀV⁻ᵀ 1]. */
  private double[] inner() {
    int last = n - 1;
    double smallest = x[last * n + last];
    double[] inner = Room.doubles(n * n);
    inner[last * n + last] = 1;
    Triangle turned = new Triangle(x, 0, 1, n, last, false, false); // Vᵀ
    for (int j = 0; j < last && smallest != 0; j++) {
      inner[j * n + j] = smallest;
    }
    if (smallest != 0) {
      turned.solve(inner, 0, n, last);
    }
    double[] row = new double[last];
    for (int j = 0; j < last; j++) {
      row[j] = -x[j * n + last];
    }
    turned.turned().solve(row, 0, 1, 1); // (uᵀV⁻ᵀ)ᵀ = V⁻¹u
    System.arraycopy(row, 0, inner, last * n, last);
    return inner;
  }
}
