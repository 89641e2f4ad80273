package org.gradlang.eval.call;

import java.util.List;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;

/** A call with keywords or spreads. */
public final class FullCall extends Invocation {
  private final Node callee;
  private final ArgumentList arguments;

  public FullCall(Location location, String called, Node callee, ArgumentList arguments) {
    super(location, called);
    this.callee = callee;
    this.arguments = arguments;
  }

  @Override
  public Object execute(Frame frame) {
    Object function = callee.execute(frame);
    return call(function, arguments.evaluate(frame, List.of()));
  }
}
