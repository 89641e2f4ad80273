package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;

/** {@code *xs} in a {@link Sequence}. */
public final class Spread extends Node {
  private final Location location;
  private final Node value;

  public Spread(Location location, Node value) {
    this.location = location;
    this.value = value;
  }

  /** Adds the elements to those before them. */
  void addTo(ListValue values, Frame frame) {
    Object source = value.execute(frame);
    location.mark();
    try {
      Iteration.of(source).forEachRemaining(values::add);
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  @Override
  public Object execute(Frame frame) {
    throw new IllegalStateException("a spread stands in a sequence");
  }
}
