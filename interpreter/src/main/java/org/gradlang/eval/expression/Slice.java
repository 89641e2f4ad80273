package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.SliceValue;

/** {@code start:stop:step} inside an index. */
public final class Slice extends Node {
  private final Node start;
  private final Node stop;
  private final Node step;

  public Slice(Node start, Node stop, Node step) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  @Override
  public Object execute(Frame frame) {
    return new SliceValue(start.execute(frame), stop.execute(frame), step.execute(frame));
  }

  @Override
  public void emit(Emitter to) {
    to.object(start);
    to.object(stop);
    to.object(step);
    to.plainly("slice", 3);
  }
}
