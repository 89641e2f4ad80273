package org.gradlang.eval.statement;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Representation;
import org.jspecify.annotations.Nullable;

/** {@code assert c, message}: the message is evaluated only when it is needed. */
public final class Assert extends Operation {
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
      return "the assertion does not hold";
    }
    Object value = given.execute(frame);
    try {
      return Representation.str(value);
    } catch (GradError e) {
      throw locate(e);
    }
  }
}
