package org.gradlang.eval;

import org.gradlang.tensor.GradError;

/** A node that can fail, or whose results remember where they were made. */
public abstract class Operation extends Node {
  protected final Location location;
  private boolean temporary;
  private boolean owned;

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

  /** Says that a variable gets its value, which {@linkplain Ownership owns} it if that is new. */
  public final void becomeOwned() {
    owned = true;
  }

  /** Whether a variable gets its value, which may own it. */
  protected final boolean isOwned() {
    return owned;
  }

  /**
   * Whether it tells a new value from others, so that a variable may {@link #becomeOwned own} it.
   */
  public boolean canBeOwned() {
    return false;
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
