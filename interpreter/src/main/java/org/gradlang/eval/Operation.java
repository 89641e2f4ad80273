package org.gradlang.eval;

import org.gradlang.tensor.GradError;

/** A node that can fail, or whose results remember where they were made. */
public abstract class Operation extends Node {
  protected final Location location;
  private boolean temporary;

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

  /** Puts this node's place on an error that its own work, not its operands', raised. */
  protected final GradError locate(GradError error) {
    return location.locate(error);
  }
}
