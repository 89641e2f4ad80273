package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.GrowingText;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.variable.Held;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.None;

/** {@code variable += value}, where a text may grow in its place. */
public final class AugmentVariable extends Node {
  private final Held variable;
  private final BinaryOperation operation;
  private final Node value;
  private final Store store;

  /** {@code operation} works in place, and has the variable and the value as its operands. */
  public AugmentVariable(Held variable, BinaryOperation operation, Node value, Store store) {
    this.variable = variable;
    this.operation = operation;
    this.value = value;
    this.store = store;
  }

  @Override
  public Object execute(Frame frame) {
    Object before = GrowingText.before(variable.held(frame));
    store.store(frame, GrowingText.add(before, value.execute(frame), operation));
    return None.NONE;
  }

  @Override
  public void emit(Emitter to) {
    emitEffect(to);
    to.none();
  }

  @Override
  public void emitEffect(Emitter to) {
    if (to.expectsNumbers(operation)) {
      operation.emit(to);
    } else {
      variable.emitHeld(to);
      to.plainly("before", 1);
      to.object(value);
      to.arrive(operation);
      to.plainly("add", 2, operation, BinaryOperation.class);
    }
    store.emit(to);
  }
}
