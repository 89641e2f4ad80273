package org.gradlang.eval.compile;

import org.gradlang.eval.Cell;
import org.jspecify.annotations.Nullable;

/** The compiled body of a function. */
public abstract class FunctionUnit extends Unit {
  /**
   * Runs the body; null, before anything of it ran, where an argument is not of the kind that the
   * code is for.
   */
  public abstract @Nullable Object call(Cell[] captured, @Nullable Object[] arguments);

  /** A number that the code answered, or the value that it stands for. */
  public final Object answer(long number) {
    return isUnfit(number) ? takeUnfit() : (Object) number;
  }

  /** A number that the code answered, or the value that it stands for. */
  public final Object answer(double number) {
    return isUnfit(number) ? takeUnfit() : (Object) number;
  }
}
