package org.gradlang.eval.compile;

import java.lang.classfile.Label;

/**
 * A loop while what is in it is written.
 *
 * @param iterator the local that holds what it goes through, or -1 for a {@code while}
 * @param number where the fast copy counts: the local of the next number, or -1
 * @param left the local of how many numbers there still are, or -1
 * @param next where a round ends
 * @param exit where the loop ends
 */
record OpenLoop(int iterator, int number, int left, Label next, Label exit) {
  boolean counts() {
    return number >= 0;
  }
}
