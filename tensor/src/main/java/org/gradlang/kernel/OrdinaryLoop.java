package org.gradlang.kernel;

import java.util.BitSet;
import org.gradlang.tensor.DType;

/**
 * Steps on float32 in their short forms, which are right for ordinary elements alone ({@link
 * LaneCode#hasShortForm}), and in their long ones where others are met.
 *
 * <p>What no vector leaves out costs all of them: of the 20 operations of an exp 9 are for what
 * over- or underflows. The short form leaves these out and notes in two whether all elements were
 * ordinary; where one was not, its block is computed again. A million exp take 184 us so, and 258
 * in the long form. Both forms give the same bits for ordinary elements.
 */
final class OrdinaryLoop implements VectorLoop {
  /** Elements of a block: few enough to stay in the first-level cache. */
  private static final int BLOCK = 1024;

  /**
   * Vectors side by side: with two, a million exp took 180 us in the cache instead of 184, sigmoid
   * 248 instead of 258, and the JVM twice the time until it had compiled the loop.
   */
  private static final int COPIES = 1;

  private final int[] read; // slots with an element for each
  private final int[] written;
  private final VectorLoop ordinary;
  private final VectorLoop any;

  /**
   * A loop of these steps, some of which have a short form.
   *
   * @param any the loop in their long forms
   */
  OrdinaryLoop(ProgramPart part, BitSet uniform, LaneCode lanes, VectorLoop any) {
    BitSet elements = (BitSet) part.inputs().clone();
    elements.andNot(uniform);
    this.read = elements.stream().toArray();
    this.written = part.outputs().stream().toArray();
    this.ordinary =
        VectorLoopWriter.writeShort(
            part, uniform, DType.FLOAT32, lanes, FloatLanes.SPECIES.length(), COPIES);
    this.any = any;
  }

  @Override
  public boolean run(Object[] arrays, int[] indices, int n) {
    if (replaces(arrays)) {
      return any.run(arrays, indices, n); // what is computed again must still be there
    }
    int at = 0;
    while (at < n) {
      int block = Math.min(BLOCK, n - at);
      if (!ordinary.run(arrays, indices, block)) {
        block = n - at; // more of them may follow
        any.run(arrays, indices, block);
      }
      move(indices, block);
      at += block;
    }
    move(indices, -n);
    return true;
  }

  private boolean replaces(Object[] arrays) {
    for (int out : written) {
      for (int in : read) {
        if (arrays[in] == arrays[out]) {
          return true;
        }
      }
    }
    return false;
  }

  private void move(int[] indices, int by) {
    for (int slot : read) {
      indices[slot] += by;
    }
    for (int slot : written) {
      indices[slot] += by;
    }
  }
}
