package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.GrowingText;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.FormatString;
import org.gradlang.eval.variable.Held;
import org.gradlang.eval.variable.Store;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.tensor.None;
import org.jspecify.annotations.Nullable;

/** {@code variable += value}, where a text may grow in its place. */
public final class AugmentVariable extends Effect {
  private final Held variable;
  private final BinaryOperation operation;
  private final Node value;
  private final Store store;

  /** The value, where a text grows by the pieces of it. */
  private final @Nullable FormatString text;

  /** {@code operation} works in place, and has the variable and the value as its operands. */
  public AugmentVariable(Held variable, BinaryOperation operation, Node value, Store store) {
    this.variable = variable;
    this.operation = operation;
    this.value = value;
    this.store = store;
    this.text =
        value instanceof FormatString format && operation.operator() == BinaryOperator.ADD
            ? format
            : null;
  }

  @Override
  public Object execute(Frame frame) {
    Object before = GrowingText.before(variable.held(frame));
    Object added = text != null ? text.pieces(frame) : value.execute(frame);
    store.store(frame, GrowingText.add(before, added, operation));
    return None.NONE;
  }

  @Override
  public void emitEffect(Emitter to) {
    if (to.expectsNumbers(operation)) {
      operation.emit(to);
    } else {
      variable.emitHeld(to);
      to.plainly("before", 1);
      if (text != null) {
        text.emitPieces(to);
      } else {
        to.object(value);
      }
      to.arrive(operation);
      to.plainly("add", 2, operation, BinaryOperation.class);
    }
    store.emit(to);
  }
}
