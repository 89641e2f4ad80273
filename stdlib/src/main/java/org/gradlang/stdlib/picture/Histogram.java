package org.gradlang.stdlib.picture;

import java.util.Arrays;
import org.gradlang.stdlib.picture.Series.Bars;

/** Counts of numbers in equal intervals. */
final class Histogram {
  private static final int MOST_BINS = 100;

  private final double low;
  private final double high;
  private final int bins;

  /** The last interval includes {@code high}. */
  Histogram(double low, double high, int bins) {
    boolean point = low == high;
    this.low = point ? low - 0.5 : low;
    this.high = point ? high + 0.5 : high;
    this.bins = bins;
  }

  /**
   * How many intervals show the shape of so many numbers: by Freedman and Diaconis from their
   * quartiles, or by Sturges where that is more.
   */
  static int suitableBins(double[] finite, double low, double high) {
    double[] sorted = finite.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double quartiles = sorted[(int) (0.75 * (n - 1))] - sorted[(int) (0.25 * (n - 1))];
    double width = 2 * quartiles / Math.cbrt(n);
    double sturges = Math.ceil(Math.log(n) / Math.log(2)) + 1;
    double bins = width > 0 ? Math.max(sturges, Math.ceil((high - low) / width)) : sturges;
    return (int) Math.min(bins, MOST_BINS);
  }

  /**
   * The counts as bars.
   *
   * @param density whether the bars' areas add up to 1 instead
   */
  Bars of(String label, double[] values, boolean density) {
    double[] heights = new double[bins];
    double width = (high - low) / bins;
    int counted = 0;
    for (double value : values) {
      if (value >= low && value <= high) {
        heights[Math.min(bins - 1, (int) ((value - low) / width))]++;
        counted++;
      }
    }
    double[] lefts = new double[bins];
    double[] rights = new double[bins];
    for (int i = 0; i < bins; i++) {
      lefts[i] = low + i * width;
      rights[i] = i == bins - 1 ? high : low + (i + 1) * width;
      heights[i] /= density ? Math.max(1, counted) * width : 1;
    }
    return new Bars(label, lefts, rights, heights);
  }
}
