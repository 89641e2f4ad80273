package org.gradlang.kernel;

/**
 * Folds of runs into runs: {@code into[i] = fold(into[i], x[at + i])}. One loop for each fold,
 * which the JVM makes SIMD of: with the choice inside of a loop it took eight times as long.
 */
final class FoldLoops {
  private FoldLoops() {}

  static void floats(Fold fold, float[] x, int at, double[] into, int n) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          into[i] += x[at + i];
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++) {
          into[i] *= x[at + i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          into[i] = Math.max(into[i], x[at + i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          into[i] = Math.min(into[i], x[at + i]);
        }
      }
    }
  }

  /** Elements from {@code at} on into those from {@code to} on; the runs may be of one array. */
  static void doubles(Fold fold, double[] x, int at, double[] into, int to, int n) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          into[to + i] += x[at + i];
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++) {
          into[to + i] *= x[at + i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          into[to + i] = Math.max(into[to + i], x[at + i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          into[to + i] = Math.min(into[to + i], x[at + i]);
        }
      }
    }
  }

  static void longs(Fold fold, long[] x, int at, long[] into, int to, int n) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          into[to + i] += x[at + i];
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++) {
          into[to + i] *= x[at + i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          into[to + i] = Math.max(into[to + i], x[at + i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          into[to + i] = Math.min(into[to + i], x[at + i]);
        }
      }
    }
  }

  /** The sum of a short row: eight sums take turns, since one would wait for itself. */
  static double sum(float[] x, int at, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = at + n;
    int i = at;
    for (; i <= end - 8; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return a + b + (c + d) + (e + f + (g + h));
  }

  /** The sum of a short row: eight sums take turns, since one would wait for itself. */
  static double sum(double[] x, int at, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = at + n;
    int i = at;
    for (; i <= end - 8; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return a + b + (c + d) + (e + f + (g + h));
  }

  /**
   * The sums of short columns that lie side by side, added up as {@link #sum(float[], int, int)}
   * does.
   *
   * @param sums eight for each column, all 0 before; the first ones become the results
   */
  static void sumColumns(float[] x, int at, int rows, int columns, double[] sums) {
    int width = 8 * columns;
    int start = at;
    int row = 0;
    for (; row <= rows - 8; row += 8, start += width) {
      for (int i = 0; i < width; i++) {
        sums[i] += x[start + i];
      }
    }
    for (; row < rows; row++, start += columns) {
      for (int i = 0; i < columns; i++) {
        sums[i] += x[start + i];
      }
    }
    joinEight(sums, columns);
  }

  /**
   * The sums of short columns that lie side by side, added up as {@link #sum(double[], int, int)}
   * does.
   *
   * @param sums eight for each column, all 0 before; the first ones become the results
   */
  static void sumColumns(double[] x, int at, int rows, int columns, double[] sums) {
    int width = 8 * columns;
    int start = at;
    int row = 0;
    for (; row <= rows - 8; row += 8, start += width) {
      for (int i = 0; i < width; i++) {
        sums[i] += x[start + i];
      }
    }
    for (; row < rows; row++, start += columns) {
      for (int i = 0; i < columns; i++) {
        sums[i] += x[start + i];
      }
    }
    joinEight(sums, columns);
  }

  private static void joinEight(double[] sums, int columns) {
    for (int a = 0; a < columns; a++) {
      int c = a + 2 * columns;
      int e = a + 4 * columns;
      int g = a + 6 * columns;
      sums[a] =
          sums[a]
              + sums[a + columns]
              + (sums[c] + sums[c + columns])
              + (sums[e] + sums[e + columns] + (sums[g] + sums[g + columns]));
    }
  }
}
