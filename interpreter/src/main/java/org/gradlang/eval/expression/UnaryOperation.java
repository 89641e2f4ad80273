package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.syntax.UnaryOperator;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Operators;

/** {@code -operand}, {@code +operand}, {@code ~operand}. */
public final class UnaryOperation extends Operation {
  private final UnaryOperator operator;
  private final Node operand;

  public UnaryOperation(Location location, UnaryOperator operator, Node operand) {
    super(location);
    this.operator = operator;
    this.operand = operand;
  }

  @Override
  public boolean canBeOwned() {
    return true;
  }

  @Override
  public Object execute(Frame frame) {
    return apply(operand.execute(frame));
  }

  /** The operator's value for an operand. */
  public Object apply(Object value) {
    if (operator == UnaryOperator.MINUS) {
      if (value instanceof Long number && number != Long.MIN_VALUE) {
        return -number;
      }
      if (value instanceof Double number) {
        return -number;
      }
    }
    endHolds();
    location.mark();
    Fusion fusion = location.fusion();
    if (isTemporary()) {
      fusion.open();
    }
    try {
      Object result = held(Operators.unary(operator, value));
      if (isOwned()) {
        Ownership.take(result, value, value);
      }
      return drops() ? dropping(result, 0, value) : result;
    } catch (GradError e) {
      throw locate(e);
    } finally {
      fusion.close();
    }
  }

  @Override
  public void emit(Emitter to) {
    operand.emit(to);
    if (operator != UnaryOperator.MINUS || !to.operators().negateFloat()) {
      to.operators().unary(this);
    }
  }
}
