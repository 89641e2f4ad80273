package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.syntax.BinaryOperator;

/** {@code left * right}. */
final class Multiply extends BinaryOperation {
  Multiply(Location location, Node left, Node right, boolean inPlace) {
    super(location, BinaryOperator.MULTIPLY, left, right, inPlace);
  }

  @Override
  public Object execute(Frame frame) {
    return apply(left.execute(frame), right.execute(frame));
  }

  @Override
  public Object apply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      operands.ints();
      long product = x * y;
      // The high half repeats the sign of the low one unless the product does not fit.
      if (Math.multiplyHigh(x, y) == product >> 63) {
        return product;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      operands.floats();
      return x * y;
    }
    return other(a, b);
  }
}
