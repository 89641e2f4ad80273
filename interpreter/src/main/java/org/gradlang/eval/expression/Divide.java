package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.syntax.BinaryOperator;

/** {@code left / right}. */
final class Divide extends BinaryOperation {
  Divide(Location location, Node left, Node right, boolean inPlace) {
    super(location, BinaryOperator.DIVIDE, left, right, inPlace);
  }

  @Override
  public Object execute(Frame frame) {
    return apply(left.execute(frame), right.execute(frame));
  }

  @Override
  public Object apply(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y && y != 0) {
      operands.floats();
      return x / y;
    }
    return other(a, b);
  }
}
