package org.gradlang.eval.call;

import org.gradlang.eval.Engine;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.function.FunctionCode;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.RunningCall;
import org.gradlang.value.Arguments;
import org.gradlang.value.DirectCall;
import org.jspecify.annotations.Nullable;

/** {@code f(a, b)}: positional arguments, which fill the frame of a script's function directly. */
public final class Call extends Invocation {
  private final Node callee;
  private final Node[] arguments;
  private @Nullable FunctionCode known;

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
      known = direct.code();
      return invoke(direct, bound(direct, arguments, frame), arguments.length);
    }
    return call(function, Arguments.of(values(arguments, frame)));
  }

  /** The call with arguments that are already known. */
  public Object call(Object function, Object[] values) {
    ScriptFunction direct = direct(function);
    return direct != null && direct.takesDirectly(values.length)
        ? invoke(direct, Call.locals(direct, values), values.length)
        : call(function, Arguments.of(values));
  }

  /** A call of a built-in that code knows. */
  public Object call(DirectCall direct, Object a, @Nullable Object b, @Nullable Object c) {
    return isDirect(direct, a, b, c)
        ? callDirectly(direct, a, b, c)
        : call(direct.builtin(), Arguments.of(direct.arguments(a, b, c)));
  }

  /** The locals of a function's new frame with arguments that are already known. */
  static @Nullable Object[] locals(ScriptFunction function, Object[] values) {
    @Nullable Object[] locals = function.locals();
    System.arraycopy(values, 0, locals, 0, values.length);
    return locals;
  }

  public Node callee() {
    return callee;
  }

  public Node[] arguments() {
    return arguments;
  }

  /** The code of the script's function that was called last, or null. */
  public @Nullable FunctionCode known() {
    return known;
  }

  public boolean isLibrary() {
    return location.isLibrary();
  }

  /**
   * Begins a call that compiled code makes by itself; the answer is for its end. The code knows the
   * node's place and context as constants, which saves a chain of loads.
   */
  public RunningCall begin(Site site, Context context) {
    context.setOrigin(site);
    try {
      return Engine.beginCall(context);
    } catch (GradError e) {
      throw location.locate(e, name());
    }
  }

  public Site site() {
    return location.site();
  }

  public Context context() {
    return location.engine().context();
  }

  /** What a call that compiled code made by itself failed with, as its caller sees it. */
  public RuntimeException failed(Throwable failure) {
    return switch (failure) {
      case GradError e -> location.locate(e, name());
      case StackOverflowError _ -> location.locate(location.engine().budget().tooDeep(), name());
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(failure);
    };
  }

  private String name() {
    return known == null ? "" : known.name();
  }

  @Override
  public void emit(Emitter to) {
    to.calls().call(this);
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
