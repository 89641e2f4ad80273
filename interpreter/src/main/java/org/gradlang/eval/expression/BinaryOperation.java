package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.compile.Hopeful;
import org.gradlang.eval.compile.Operands;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Operators;

/**
 * {@code left + right} and the like.
 *
 * <p>Subclasses know the common cases of one operator and leave the rest to {@link #other}. As the
 * operator of an augmented assignment ({@code inPlace}) it changes tensors and lists in location.
 */
public class BinaryOperation extends Operation implements Hopeful {
  protected final Node left;
  protected final Node right;
  private final BinaryOperator operator;
  private final boolean inPlace;
  protected final Operands operands = new Operands();

  protected BinaryOperation(
      Location location, BinaryOperator operator, Node left, Node right, boolean inPlace) {
    super(location);
    this.left = left;
    this.right = right;
    this.operator = operator;
    this.inPlace = inPlace;
  }

  /** The node for an operator. */
  public static BinaryOperation of(
      Location location, BinaryOperator operator, Node left, Node right, boolean inPlace) {
    return switch (operator) {
      case ADD -> new Add(location, left, right, inPlace);
      case SUBTRACT -> new Subtract(location, left, right, inPlace);
      case MULTIPLY -> new Multiply(location, left, right, inPlace);
      case DIVIDE -> new Divide(location, left, right, inPlace);
      case FLOOR_DIVIDE -> new FloorDivide(location, left, right, inPlace);
      case MODULO -> new Modulo(location, left, right, inPlace);
      case MATRIX_MULTIPLY, POWER, BIT_AND, BIT_OR, BIT_XOR ->
          new BinaryOperation(location, operator, left, right, inPlace);
    };
  }

  @Override
  public boolean canBeOwned() {
    return true;
  }

  @Override
  public Object execute(Frame frame) {
    return other(left.execute(frame), right.execute(frame));
  }

  /** The operator's value for two operands. */
  public Object apply(Object a, Object b) {
    return other(a, b);
  }

  /** Every case, by way of the table of operators. */
  protected final Object other(Object a, Object b) {
    operands.others();
    endHolds();
    if (isTemporary()) {
      return finished(temporary(a, b), a, b);
    }
    location.mark();
    try {
      Object value = inPlace ? Operators.inPlace(operator, a, b) : Operators.binary(operator, a, b);
      return finished(value, a, b);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  private Object finished(Object value, Object a, Object b) {
    if (isOwned()) {
      Ownership.take(value, a, b);
    }
    if (drops()) {
      dropping(value, 0, a);
      dropping(value, 1, b);
    }
    return value;
  }

  private Object temporary(Object a, Object b) {
    location.mark();
    Fusion fusion = location.fusion();
    fusion.open();
    try {
      return held(Operators.binary(operator, a, b));
    } catch (GradError e) {
      throw locate(e);
    } finally {
      fusion.close();
    }
  }

  public BinaryOperator operator() {
    return operator;
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
    to.operators().binary(this);
  }

  /** Writes only what the operator does with two operands that are there. */
  public void emitOperator(Emitter to) {
    to.operators().binary(this);
  }
}
