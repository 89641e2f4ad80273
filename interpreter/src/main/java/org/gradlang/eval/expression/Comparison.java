package org.gradlang.eval.expression;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.compile.Hopeful;
import org.gradlang.eval.compile.Operands;
import org.gradlang.syntax.ComparisonOperator;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Operators;

/** {@code left < right} and the like. */
public final class Comparison extends Condition implements Hopeful {
  private final ComparisonOperator operator;
  private final boolean numeric;
  private final Node left;
  private final Node right;
  private final Operands operands = new Operands();

  public Comparison(Location location, ComparisonOperator operator, Node left, Node right) {
    super(location);
    this.operator = operator;
    this.numeric = isNumeric(operator);
    this.left = left;
    this.right = right;
  }

  @Override
  public Object execute(Frame frame) {
    return apply(left.execute(frame), right.execute(frame));
  }

  /** The comparison's value for two operands. */
  public Object apply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && numeric) {
      operands.ints();
      return holds(x, y);
    }
    return other(a, b);
  }

  @Override
  public boolean executeBoolean(Frame frame) {
    return test(left.execute(frame), right.execute(frame));
  }

  /** Whether the comparison holds for two operands. */
  public boolean test(Object a, Object b) {
    if (numeric) {
      if (a instanceof Long x && b instanceof Long y) {
        operands.ints();
        return holds(x, y);
      }
      if (a instanceof Double x && b instanceof Double y) {
        operands.floats();
        return holds(x, y);
      }
    }
    return truth(other(a, b));
  }

  private static boolean isNumeric(ComparisonOperator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
      case IN, NOT_IN, IS, IS_NOT -> false;
    };
  }

  private boolean holds(long a, long b) {
    return switch (operator) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
      case IN, NOT_IN, IS, IS_NOT -> throw new IllegalStateException();
    };
  }

  private boolean holds(double a, double b) {
    return switch (operator) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
      case IN, NOT_IN, IS, IS_NOT -> throw new IllegalStateException();
    };
  }

  private Object other(Object a, Object b) {
    if (a instanceof Double && b instanceof Double) {
      operands.floats();
    } else {
      operands.others();
    }
    location.mark();
    try {
      return Operators.compare(operator, a, b);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  public ComparisonOperator operator() {
    return operator;
  }

  /** Whether numbers are compared by their values. */
  public boolean isNumeric() {
    return numeric;
  }

  /** The operands so far. */
  public Operands operands() {
    return operands;
  }

  @Override
  public void disappoint() {
    operands.disappoint();
  }

  @Override
  public void emit(Emitter to) {
    left.emit(to);
    right.emit(to);
    to.operators().compare(this);
  }

  @Override
  public void emitBoolean(Emitter to) {
    left.emit(to);
    right.emit(to);
    to.operators().test(this);
  }
}
