package org.gradlang.eval;

import org.gradlang.tensor.GradError;

/** A node that can fail, or whose results remember where they were made. */
public abstract class Operation extends Node {
  protected final Location location;

  protected Operation(Location location) {
    this.location = location;
  }

  /** Puts this node's place on an error that its own work, not its operands', raised. */
  protected final GradError locate(GradError error) {
    return location.locate(error);
  }
}
