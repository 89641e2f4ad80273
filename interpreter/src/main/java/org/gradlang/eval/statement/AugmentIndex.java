package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.Subscript;
import org.gradlang.eval.variable.StoreIndex;
import org.gradlang.tensor.None;

/** {@code object[index] += value}: object and index are evaluated once. */
public final class AugmentIndex extends Effect {
  private final StoreIndex target;
  private final Subscript subscript;
  private final BinaryOperation operation;
  private final Node value;

  /** {@code operation} works in place; its operands are not asked. */
  public AugmentIndex(
      StoreIndex target, Subscript subscript, BinaryOperation operation, Node value) {
    this.target = target;
    this.subscript = subscript;
    this.operation = operation;
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    Object object = target.object().execute(frame);
    Object index = target.index().execute(frame);
    Object before = subscript.of(object, index);
    target.set(object, index, operation.apply(before, value.execute(frame)));
    return None.NONE;
  }

  @Override
  public void emitEffect(Emitter to) {
    to.object(target.object());
    to.object(target.index());
    to.copyTwo();
    to.plainly("subscript", 2, subscript, Subscript.class);
    value.emit(to);
    operation.emitOperator(to);
    to.box();
    to.turnThree();
    to.plainEffect("setElement", 3, target, StoreIndex.class);
  }
}
