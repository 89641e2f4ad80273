package org.gradlang.eval.compile;

import org.jspecify.annotations.Nullable;

/** Compiled code. Its subclasses are written by {@link UnitWriter}. */
public abstract class Unit {
  /** Where a value is that does not fit the kind that the code answers. */
  private @Nullable Object unfit;

  private Hot owner = Hot.NOBODY;

  void own(Hot hot) {
    owner = hot;
  }

  /** A hope of this code failed: it is compiled again before it is used again. */
  final void failed() {
    owner.drop(this);
  }

  /** Puts a value aside that is no int, and answers the int that says so. */
  public final long unfitLong(Object value) {
    unfit = value;
    return Long.MIN_VALUE;
  }

  /** Puts a value aside that is no float, and answers the float that says so. */
  public final double unfitDouble(Object value) {
    unfit = value;
    return Double.NaN;
  }

  /** Whether an answer only says that there is another value. */
  public final boolean isUnfit(long answer) {
    return answer == Long.MIN_VALUE && unfit != null;
  }

  /** Whether an answer only says that there is another value. */
  public final boolean isUnfit(double answer) {
    return Double.isNaN(answer) && unfit != null;
  }

  /** The value that was put aside. */
  public final Object takeUnfit() {
    Object value = unfit;
    unfit = null;
    assert value != null;
    return value;
  }
}
