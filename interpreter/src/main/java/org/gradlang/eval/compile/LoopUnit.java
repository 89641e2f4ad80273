package org.gradlang.eval.compile;

import org.gradlang.eval.Frame;
import org.jspecify.annotations.Nullable;

/** A compiled loop. */
public abstract class LoopUnit extends Unit {
  /**
   * Runs the loop from where it stands, in the frame of the function around it.
   *
   * @param iterator what a {@code for} goes through; anything for a {@code while}
   * @return what the loop answers; CONTINUE where it has not ended and nodes shall go on; null,
   *     before anything ran, where a variable is not of the kind that the code is for
   */
  public abstract @Nullable Object run(Frame frame, Object iterator);
}
