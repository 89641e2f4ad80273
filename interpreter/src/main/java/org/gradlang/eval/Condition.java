package org.gradlang.eval;

import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Truth;

/** An expression that can also say directly whether it is true. */
public abstract class Condition extends Operation {
  protected Condition(Location location) {
    super(location);
  }

  /** Whether the value is true. */
  public abstract boolean executeBoolean(Frame frame);

  /** Whether a value of this expression is true; a tensor of several elements is an error here. */
  public final boolean truth(Object value) {
    return value instanceof Boolean known ? known : slowTruth(value);
  }

  private boolean slowTruth(Object value) {
    location.mark();
    try {
      return Truth.of(value);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  /** Writes this as code that leaves whether the value is true. */
  public void emitBoolean(Emitter to) {
    emit(to);
    to.branches().truth(this);
  }
}
