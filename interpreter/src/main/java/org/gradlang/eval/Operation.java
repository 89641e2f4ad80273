package org.gradlang.eval;

import org.gradlang.tensor.GradError;

/** A node that can fail, or whose results remember where they were made. */
public abstract class Operation extends Node {
  /** The number of a method's target among the operands; what comes later is never dropped. */
  public static final int TARGET = Long.SIZE - 1;

  protected final Location location;
  private boolean temporary;
  private boolean owned;

  /** Bit i: operand i is an operation, whose value nobody holds once this one has looked at it. */
  private long dropped;

  protected Operation(Location location) {
    this.location = location;
  }

  /**
   * Says that nobody but the operation around this one sees its value, so that a tensor's elements
   * may be computed together with that.
   */
  public final void becomeTemporary() {
    temporary = true;
  }

  /** Whether only the operation around this one sees its value. */
  protected final boolean isTemporary() {
    return temporary;
  }

  /**
   * Says that a variable gets its value, or the operation around it alone, which {@linkplain
   * Ownership owns} it if that is new.
   */
  public final void becomeOwned() {
    owned = true;
  }

  /** Whether whoever gets its value may own it. */
  protected final boolean isOwned() {
    return owned;
  }

  /**
   * Whether it tells a new value from others, so that a variable may {@link #becomeOwned own} it,
   * or the operation around it.
   */
  public boolean canBeOwned() {
    return false;
  }

  /** Makes this the owner of what an operand gives, which is an operation itself. */
  public void drop(int operand, Operation from) {
    dropped |= 1L << operand;
    from.becomeOwned();
  }

  /** The value of this operation, which has looked at operand i: nobody needs that any more. */
  protected final Object dropping(Object value, int i, Object operand) {
    if ((dropped >> i & 1) != 0) {
      Ownership.drop(operand, value);
    }
    return value;
  }

  /** Whether this owns what an operand gives. */
  protected final boolean drops() {
    return dropped != 0;
  }

  /**
   * Says that variables stand among its operands that may own what they hold: unless they are only
   * looked at, they no longer do.
   */
  public void lend() {}

  /** Puts this node's place on an error that its own work, not its operands', raised. */
  protected final GradError locate(GradError error) {
    return location.locate(error);
  }
}
