package org.gradlang.bench;

import java.util.Arrays;

/** Holds the results of sides against each other, so that nobody is timed at something else. */
final class Digests {
  private static final double TOLERANCE = 2e-3;

  private Digests() {}

  static void compare(String row, String name, double[] theirs, double[] ours) {
    boolean same = theirs.length == ours.length && ours.length > 0;
    // Sums are as exact as what they sum is large, which the sum of absolute values tells.
    double scale = Arrays.stream(ours).map(Math::abs).max().orElse(1);
    for (int i = 0; same && i < ours.length; i++) {
      double size = Math.max(Math.abs(ours[i]), i % 4 == 0 ? scale * 1e-3 : 0.05);
      same = Math.abs(ours[i] - theirs[i]) <= TOLERANCE * size;
    }
    if (!same) {
      throw new IllegalStateException(
          name
              + " computes "
              + Arrays.toString(theirs)
              + " and Grad "
              + Arrays.toString(ours)
              + " in "
              + row);
    }
  }
}
