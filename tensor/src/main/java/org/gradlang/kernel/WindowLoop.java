package org.gradlang.kernel;

/** Keeps the greater elements of many windows of float32, and where they were. */
interface WindowLoop {
  /** What a number of windows is rounded up to: the lanes of the longest vectors there are. */
  int WHOLE = 64;

  /**
   * Takes one element of each window: where it is greater than what was found before, or a NaN, it
   * is kept with its place. As long as {@code n} is rounded up to {@link #WHOLE}, elements behind
   * the last one are read and written, and mean nothing.
   *
   * @param values the elements
   * @param places where they are, from {@code at} on
   */
  void take(float[] values, int[] places, int at, float[] greatest, int[] best, int n);
}
