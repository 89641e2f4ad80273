package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.Member;
import org.gradlang.eval.variable.StoreAttribute;
import org.gradlang.tensor.None;

/** {@code object.name += value}: the object is evaluated once. */
public final class AugmentAttribute extends Effect {
  private final StoreAttribute target;
  private final Member member;
  private final BinaryOperation operation;
  private final Node value;

  /** {@code operation} works in place; its operands are not asked. */
  public AugmentAttribute(
      StoreAttribute target, Member member, BinaryOperation operation, Node value) {
    this.target = target;
    this.member = member;
    this.operation = operation;
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    Object object = target.object().execute(frame);
    Object before = member.of(object);
    target.set(object, operation.apply(before, value.execute(frame)));
    return None.NONE;
  }

  @Override
  public void emitEffect(Emitter to) {
    to.object(target.object());
    to.copy();
    to.plainly("member", 1, member, Member.class);
    value.emit(to);
    operation.emitOperator(to);
    to.box();
    to.turn();
    to.plainEffect("setAttribute", 2, target, StoreAttribute.class);
  }
}
