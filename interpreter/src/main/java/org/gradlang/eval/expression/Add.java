package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.value.Text;

/** {@code left + right}. */
final class Add extends BinaryOperation {
  Add(Location location, Node left, Node right, boolean inPlace) {
    super(location, BinaryOperator.ADD, left, right, inPlace);
  }

  @Override
  public Object execute(Frame frame) {
    return apply(left.execute(frame), right.execute(frame));
  }

  @Override
  public Object apply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      operands.ints();
      long sum = x + y;
      if (((x ^ sum) & (y ^ sum)) >= 0) {
        return sum;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      operands.floats();
      return x + y;
    } else if (a instanceof String x && b instanceof String y) {
      operands.others();
      return Text.joined(x, y);
    }
    return other(a, b);
  }
}
