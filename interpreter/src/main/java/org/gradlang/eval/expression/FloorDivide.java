package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.syntax.BinaryOperator;

/** {@code left // right}. */
final class FloorDivide extends BinaryOperation {
  FloorDivide(Location location, Node left, Node right, boolean inPlace) {
    super(location, BinaryOperator.FLOOR_DIVIDE, left, right, inPlace);
  }

  @Override
  public Object execute(Frame frame) {
    return apply(left.execute(frame), right.execute(frame));
  }

  @Override
  public Object apply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y > 0) {
      operands.ints();
      return Math.floorDiv(x, y);
    }
    return other(a, b);
  }
}
