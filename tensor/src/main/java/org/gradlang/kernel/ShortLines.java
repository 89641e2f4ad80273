package org.gradlang.kernel;

/**
 * Gathers lines that are so short that what begins each of them takes longer than its elements:
 * many by one call, without a division and without a choice for each line.
 */
final class ShortLines {
  /** Elements from which on a line is worth a call of its own. */
  static final int LONG = 128;

  /** Elements below which all lines' first elements go first, then all second ones. */
  private static final int TINY = 8;

  private ShortLines() {}

  /**
   * Copies lines of {@code n} elements to places side by side.
   *
   * @param apart from the beginning of a line to that of the next
   * @param step between the elements of a line: 0 repeats its first one
   */
  static void gather(
      float[] from, int at, int apart, int step, float[] to, int out, int lines, int n) {
    if (n < TINY) {
      columns(from, at, apart, step, to, out, lines, n);
    } else if (step == 0) {
      for (int l = 0; l < lines; l++) {
        float value = from[at + l * apart];
        int end = out + (l + 1) * n;
        for (int i = end - n; i < end; i++) {
          to[i] = value;
        }
      }
    } else if (step == 1) {
      for (int l = 0; l < lines; l++) {
        System.arraycopy(from, at + l * apart, to, out + l * n, n);
      }
    } else {
      for (int l = 0; l < lines; l++) {
        int first = at + l * apart;
        for (int i = 0; i < n; i++) {
          to[out + l * n + i] = from[first + i * step];
        }
      }
    }
  }

  private static void columns(
      float[] from, int at, int apart, int step, float[] to, int out, int lines, int n) {
    for (int i = 0; i < n; i++) {
      int first = at + i * step;
      for (int l = 0; l < lines; l++) {
        to[out + i + l * n] = from[first + l * apart];
      }
    }
  }
}
