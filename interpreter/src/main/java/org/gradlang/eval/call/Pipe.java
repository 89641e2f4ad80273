package org.gradlang.eval.call;

import java.util.List;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;

/** {@code x |> f(a)}: the left side is evaluated before the callee. */
public final class Pipe extends Invocation {
  private final Node left;
  private final Node callee;
  private final ArgumentList arguments;

  public Pipe(Location location, String called, Node left, Node callee, ArgumentList arguments) {
    super(location, called);
    this.left = left;
    this.callee = callee;
    this.arguments = arguments;
  }

  @Override
  public Object execute(Frame frame) {
    Object first = left.execute(frame);
    Object function = callee.execute(frame);
    return call(function, arguments.evaluate(frame, List.of(first)));
  }
}
