package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.ErrorType;
import org.gradlang.value.ErrorValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** {@code raise e}; without a value it raises again what is being caught. */
public final class Raise extends Operation {
  private final @Nullable Node value;

  public Raise(Location location, @Nullable Node value) {
    super(location);
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    throw error(frame).at(location.site());
  }

  /** Raises a value. */
  public GradError of(Object raised) {
    return errorOf(raised).at(location.site());
  }

  /** Raises again what is being caught. */
  public GradError again(GradError caught) {
    return caught.at(location.site());
  }

  private GradError error(Frame frame) {
    Node raised = value;
    if (raised == null) {
      GradError caught = frame.caught;
      return caught != null
          ? caught
          : new GradError(ErrorKind.ERROR, "there is no error here to raise again");
    }
    return errorOf(raised.execute(frame));
  }

  private static GradError errorOf(Object raised) {
    return switch (raised) {
      case ErrorValue error -> error.error();
      case String text -> new GradError(ErrorKind.ERROR, text);
      case ErrorType type -> new GradError(type.kind(), "");
      default ->
          new GradError(ErrorKind.TYPE, "cannot raise " + Types.name(raised))
              .help("raise a text, or an error such as ValueError(\"...\")");
    };
  }

  @Override
  public void emit(Emitter to) {
    emitEffect(to);
    to.unreachable();
  }

  @Override
  public void emitEffect(Emitter to) {
    if (value == null) {
      to.tries().again(this);
      return;
    }
    to.object(value);
    to.raise("raise", this, Raise.class);
  }
}
