package org.gradlang.eval.statement;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.expression.Constant;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Representation;
import org.jspecify.annotations.Nullable;

/** {@code assert c, message}: the message is evaluated only when it is needed. */
public final class Assert extends Operation {
  private static final String UNNAMED = "the assertion does not hold";

  private final Condition condition;
  private final @Nullable Node message;

  public Assert(Location location, Condition condition, @Nullable Node message) {
    super(location);
    this.condition = condition;
    this.message = message;
  }

  @Override
  public Object execute(Frame frame) {
    if (!condition.executeBoolean(frame)) {
      throw locate(new GradError(ErrorKind.ASSERTION, text(frame)));
    }
    return None.NONE;
  }

  private String text(Frame frame) {
    Node given = message;
    if (given == null) {
      return UNNAMED;
    }
    return text(given.execute(frame));
  }

  private String text(Object value) {
    try {
      return Representation.str(value);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  /** The error of a message that is already known. */
  public GradError of(Object message) {
    return locate(new GradError(ErrorKind.ASSERTION, text(message)));
  }

  @Override
  public void emit(Emitter to) {
    emitEffect(to);
    to.none();
  }

  @Override
  public void emitEffect(Emitter to) {
    Node given = message != null ? message : new Constant(UNNAMED);
    to.branches()
        .unlessThen(
            condition,
            () -> {
              to.object(given);
              to.raise("fail", this, Assert.class);
            });
  }
}
