package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;

/** A variable of an enclosing function. */
public final class ReadCaptured extends Read {
  private final int index;

  public ReadCaptured(Location location, String name, int index) {
    super(location, name);
    this.index = index;
  }

  @Override
  public Object execute(Frame frame) {
    return valueOf(frame.captured[index]);
  }
}
