package org.gradlang.eval.call;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.value.Arguments;
import org.jspecify.annotations.Nullable;

/** {@code f(a, b)}: positional arguments, which fill the frame of a script's function directly. */
public final class Call extends Invocation {
  private final Node callee;
  private final Node[] arguments;

  public Call(Location location, String called, Node callee, Node[] arguments) {
    super(location, called);
    this.callee = callee;
    this.arguments = arguments;
  }

  @Override
  public Object execute(Frame frame) {
    Object function = callee.execute(frame);
    ScriptFunction direct = direct(function);
    if (direct != null && direct.takesDirectly(arguments.length)) {
      return invoke(direct, bound(direct, arguments, frame), arguments.length);
    }
    return call(function, Arguments.of(values(arguments, frame)));
  }

  static Object[] values(Node[] arguments, Frame frame) {
    Object[] values = new Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments[i].execute(frame);
    }
    return values;
  }

  /** The locals of the function's new frame. */
  static @Nullable Object[] bound(ScriptFunction function, Node[] arguments, Frame frame) {
    @Nullable Object[] locals = function.locals();
    for (int i = 0; i < arguments.length; i++) {
      locals[i] = arguments[i].execute(frame);
    }
    return locals;
  }
}
