package org.gradlang.eval.call;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.value.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * {@code f(a, k=b)}: positional arguments, then keywords. Where the last callee's keywords went in
 * its frame is remembered.
 */
public final class KeywordCall extends Invocation {
  private final Node callee;
  private final Node[] arguments;
  private final String[] keywords;
  private final KeywordSlots slots;

  /** {@code keywords} are the names of the last arguments. */
  public KeywordCall(
      Location location, String called, Node callee, Node[] arguments, String[] keywords) {
    super(location, called);
    this.callee = callee;
    this.arguments = arguments;
    this.keywords = keywords;
    this.slots = new KeywordSlots(keywords);
  }

  @Override
  public Object execute(Frame frame) {
    Object function = callee.execute(frame);
    ScriptFunction direct = direct(function);
    int[] known = slots.in(direct, arguments.length);
    if (direct != null && known != null) {
      @Nullable Object[] locals = direct.locals();
      for (int i = 0; i < arguments.length; i++) {
        locals[known[i]] = arguments[i].execute(frame);
      }
      return invoke(direct, locals, 0);
    }
    return call(function, new Arguments(Call.values(arguments, frame), keywords));
  }

  /** The call with arguments that are already known. */
  public Object call(Object function, Object[] values) {
    ScriptFunction direct = direct(function);
    int[] known = slots.in(direct, values.length);
    return direct == null || known == null
        ? call(function, new Arguments(values, keywords))
        : invoke(direct, KeywordSlots.locals(direct, known, values), 0);
  }

  @Override
  public void emit(Emitter to) {
    to.object(callee);
    to.calls().arguments(arguments);
    to.plainly("keywordCall", 2, this, KeywordCall.class);
  }
}
