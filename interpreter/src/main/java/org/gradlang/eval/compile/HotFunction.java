package org.gradlang.eval.compile;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.function.FunctionCode;
import org.jspecify.annotations.Nullable;

/** Counts the calls of a function, and has its body compiled when they are many. */
public final class HotFunction implements Hot {
  private final FunctionCode function;
  private final Kind[] parameters;
  private final Patience patience = new Patience(Compilation.MODE.calls());
  private @Nullable FunctionUnit code;

  /** {@code count} parameters stand in the first slots of the frame. */
  public HotFunction(FunctionCode function, int count) {
    this.function = function;
    this.parameters = new Kind[count];
    java.util.Arrays.fill(parameters, Kind.NOTHING);
  }

  /** Counts a call; whether {@link #run} may have code for it. */
  public boolean isHot() {
    return code != null || patience.isOver();
  }

  /** Runs the body's code; null, before anything of it ran, where there is none for this call. */
  public @Nullable Object run(Frame frame, Node body) {
    FunctionUnit compiled = code != null ? code : compile(frame, body);
    if (compiled == null) {
      return null;
    }
    Object value = compiled.call(frame.captured, frame.locals);
    if (value == null) {
      drop(compiled);
    }
    return value;
  }

  private @Nullable FunctionUnit compile(Frame frame, Node body) {
    for (int i = 0; i < parameters.length; i++) {
      Object value = frame.locals[i];
      parameters[i] = parameters[i].join(value == null ? Kind.OBJECT : Kind.of(value));
    }
    FunctionUnit compiled =
        (FunctionUnit) new FunctionWriter(function, body, parameters.clone()).write();
    if (compiled == null) {
      patience.give();
    } else {
      compiled.own(this);
      code = compiled;
    }
    return compiled;
  }

  @Override
  public void drop(Unit unit) {
    if (unit == code) {
      code = null;
      patience.again();
    }
  }
}
