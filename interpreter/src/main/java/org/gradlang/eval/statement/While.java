package org.gradlang.eval.statement;

import org.gradlang.eval.Completion;
import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.compile.HotLoop;
import org.gradlang.eval.compile.LoopSource;
import org.gradlang.tensor.None;

/** {@code while c { }}. */
public final class While extends Effect implements LoopSource {
  private final Location location;
  private final Condition condition;
  private final Node body;
  private final HotLoop hot = new HotLoop(this);

  public While(Location location, Condition condition, Node body) {
    this.location = location;
    this.condition = condition;
    this.body = body;
  }

  @Override
  public Object execute(Frame frame) {
    while (true) {
      if (hot.isHot()) {
        Object end = hot.run(frame, None.NONE);
        if (end == Completion.CONTINUE) {
          continue;
        }
        if (end != null) {
          return end;
        }
      }
      if (!condition.executeBoolean(frame)) {
        return None.NONE;
      }
      if (body.execute(frame) instanceof Completion end && end != Completion.CONTINUE) {
        return end == Completion.BREAK ? None.NONE : end;
      }
      location.tick();
    }
  }

  public Location location() {
    return location;
  }

  public Condition condition() {
    return condition;
  }

  public Node body() {
    return body;
  }

  @Override
  public void emitEffect(Emitter to) {
    to.loopWriter().loop(this);
  }

  @Override
  public void emitWhole(Emitter to, int iterator) {
    to.loopWriter().whole(this);
  }
}
