package org.gradlang.eval.call;

import java.util.Arrays;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.expression.Member;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.DirectCall;
import org.gradlang.value.Members;
import org.gradlang.value.Method;
import org.jspecify.annotations.Nullable;

/** {@code target.name(a, k=b)}: without a bound method in between where the target has a method. */
public final class MethodCall extends Invocation {
  /** Stands for a method of the target's type; no value of the language. */
  private static final Object OWN = new Object();

  private final Node target;
  private final Member member;
  private final Node[] arguments;
  private final String[] keywords;
  private final KeywordSlots slots;
  private @Nullable Class<?> knownClass;
  private @Nullable Method knownMethod;

  /** {@code keywords} are the names of the last arguments. */
  public MethodCall(
      Location location, String called, Member member, Node[] arguments, String[] keywords) {
    super(location, called);
    this.target = member.target();
    this.member = member;
    this.arguments = arguments;
    this.keywords = keywords;
    this.slots = new KeywordSlots(keywords);
  }

  @Override
  public Object execute(Frame frame) {
    Object object = target.execute(frame);
    Method method = method(object);
    if (method != null) {
      return call(method, object, new Arguments(Call.values(arguments, frame), keywords));
    }
    Object callee = memberOf(object);
    ScriptFunction direct = direct(callee);
    if (keywords.length == 0 && direct != null && direct.takesDirectly(arguments.length)) {
      return invoke(direct, Call.bound(direct, arguments, frame), arguments.length);
    }
    return call(direct, callee, Call.values(arguments, frame));
  }

  /** What a call on an object calls: a value of the language, or OWN for a method of its type. */
  public Object callee(Object object) {
    return method(object) != null ? OWN : memberOf(object);
  }

  /** The call of what {@link #callee} gave, with arguments that are already known. */
  public Object call(Object object, Object callee, Object[] values) {
    Method method = callee == OWN ? method(object) : null;
    return method != null
        ? call(method, object, new Arguments(values, keywords))
        : call(direct(callee), callee, values);
  }

  private Object call(@Nullable ScriptFunction direct, Object callee, Object[] values) {
    if (keywords.length > 0) {
      int[] known = slots.in(direct, values.length);
      if (direct != null && known != null) {
        return invoke(direct, KeywordSlots.locals(direct, known, values), 0);
      }
    } else if (direct != null && direct.takesDirectly(values.length)) {
      return invoke(direct, Call.locals(direct, values), values.length);
    }
    return call(callee, new Arguments(values, keywords));
  }

  @Override
  public void emit(Emitter to) {
    to.object(target);
    to.copy();
    to.plainly("callee", 1, this, MethodCall.class);
    DirectCall direct = direct();
    if (direct == null) {
      to.calls().arguments(arguments);
      to.plainly("methodCall", 3, this, MethodCall.class);
    } else {
      to.calls().direct("directMethod", 2, direct, arguments, this, MethodCall.class);
    }
  }

  private @Nullable DirectCall direct() {
    Class<?> type = knownClass;
    if (type == null || keywords.length > 0 || !(knownMethod instanceof Builtin builtin)) {
      return null;
    }
    DirectCall call = builtin.direct(arguments.length + 1);
    return call == null ? null : call.on(type);
  }

  /** The call where compiled code knows a built-in method of the class that objects had so far. */
  public Object call(
      Object object, Object callee, @Nullable Object b, @Nullable Object c, DirectCall direct) {
    if (callee == OWN && isDirect(direct, object, b, c)) {
      return callDirectly(direct, object, b, c);
    }
    Object[] all = direct.arguments(object, b, c);
    return call(object, callee, Arrays.copyOfRange(all, 1, all.length));
  }

  private Object memberOf(Object object) {
    if (lends()) {
      Ownership.share(object);
    }
    return member.of(object);
  }

  private @Nullable Method method(Object object) {
    if (object.getClass() != knownClass) {
      knownClass = object.getClass();
      knownMethod = Members.method(object.getClass(), member.name());
    }
    return knownMethod;
  }

  private Object finished(Object value, Object object, Method method, Arguments values) {
    return object instanceof Tensor tensor && Ownership.isPartOf(value, tensor.storage())
        ? Ownership.shareAll(value)
        : dropping(finished(value, method, values), TARGET, object);
  }

  private Object call(Method method, Object object, Arguments values) {
    Fusion fusion = prepared(method);
    if (lends() && !Ownership.borrows(method)) {
      Ownership.share(object);
      Ownership.share(values.values(), values.values().length);
    }
    Origin before = location.enter();
    try {
      Object value = held(method.callOn(object, values));
      location.leave(before);
      return finished(value, object, method, values);
    } catch (GradError e) {
      throw location.locate(e, method.name());
    } finally {
      fusion.close();
    }
  }
}
