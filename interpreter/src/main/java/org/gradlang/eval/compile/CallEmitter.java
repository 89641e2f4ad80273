package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Node;
import org.gradlang.eval.call.Call;
import org.gradlang.eval.compile.Deoptimization.Local;
import org.gradlang.eval.function.FunctionCode;
import org.gradlang.eval.variable.ReadGlobal;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.Context;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.DirectCall;
import org.jspecify.annotations.Nullable;

/** Writes calls. A function that calls itself hands its arguments and its answer on unboxed. */
public final class CallEmitter {
  private static final ClassDesc CALL = UnitWriter.desc(Call.class);
  private static final ClassDesc SITE = UnitWriter.desc(Site.class);
  private static final ClassDesc CONTEXT = UnitWriter.desc(Context.class);
  private static final ClassDesc CODE = UnitWriter.desc(FunctionCode.class);

  private final Emitter to;

  CallEmitter(Emitter to) {
    this.to = to;
  }

  /** Arguments, as an array on top of the stack. */
  public void arguments(Node[] arguments) {
    for (Node argument : arguments) {
      to.object(argument);
    }
    to.array(arguments.length);
  }

  /**
   * A call of a built-in: by the method of {@link Plain} that takes so many operands that are on
   * the stack, and the arguments.
   */
  public void direct(
      String method, int operands, DirectCall call, Node[] arguments, Node node, Class<?> type) {
    for (Node argument : arguments) {
      to.object(argument);
    }
    ClassDesc[] parameters = new ClassDesc[operands + arguments.length + 2];
    for (int i = 0; i < parameters.length - 2; i++) {
      parameters[i] = CD_Object;
      to.pop();
    }
    to.known(call, DirectCall.class);
    to.known(node, type);
    parameters[parameters.length - 2] = UnitWriter.desc(DirectCall.class);
    parameters[parameters.length - 1] = UnitWriter.desc(type);
    to.helper(method, CD_Object, parameters);
    to.push(Kind.OBJECT);
  }

  /** {@code f(a, b)}. */
  public void call(Call node) {
    DirectCall direct = direct(node);
    if (direct != null) {
      direct("directCall", 0, direct, node.arguments(), node, Call.class);
      return;
    }
    to.object(node.callee());
    FunctionWriter self = to.isPlain() ? null : to.unit().function();
    if (self == null || !self.calls(node)) {
      arguments(node.arguments());
      to.plainly("call", 2, node, Call.class);
      to.arrive(node);
      if (self != null && self.isUnknown(node)) {
        to.pop();
        to.push(Kind.NOTHING);
      }
      return;
    }
    List<Local> values = new ArrayList<>();
    for (Node argument : node.arguments()) {
      argument.emit(to);
      if (node.lends()) {
        to.share();
      }
    }
    for (int i = 0; i < node.arguments().length; i++) {
      values.addFirst(to.aside());
    }
    Local callee = to.aside();
    if (self.takes(values)) {
      callSelf(node, self, callee, values);
    } else {
      callBoxed(node, callee, values);
    }
  }

  private static @Nullable DirectCall direct(Call node) {
    if (node.callee() instanceof ReadGlobal global && global.known() instanceof Callable callee) {
      Builtin builtin = callee.builtin();
      return builtin == null ? null : builtin.direct(node.arguments().length);
    }
    return null;
  }

  private void callBoxed(Call node, Local callee, List<Local> values) {
    to.load(callee);
    for (Local value : values) {
      to.load(value);
      to.box();
    }
    to.array(values.size());
    to.plainly("call", 2, node, Call.class);
  }

  private void callSelf(Call node, FunctionWriter self, Local callee, List<Local> values) {
    CodeBuilder code = to.code();
    Kind kind = self.answer();
    Label other = code.newLabel();
    Label done = code.newLabel();
    int answer = to.temporary(kind);
    code.aload(callee.index());
    to.known(node.known(), FunctionCode.class);
    to.helper("isOf", CD_boolean, CD_Object, CODE);
    code.ifeq(other);
    enter(node, self, callee, values, answer);
    leaveUnfit(node, kind, answer);
    code.goto_(done).labelBinding(other);
    callBoxed(node, callee, values);
    Local boxed = to.aside();
    if (kind.isPrimitive()) {
      code.aload(boxed.index()).instanceOf(kind.box).ifeq(to.giveUp(node, boxed));
      code.aload(boxed.index());
      to.unbox(kind);
    } else {
      code.aload(boxed.index());
    }
    code.storeLocal(kind.typeKind, answer);
    code.labelBinding(done);
    to.load(new Local(kind, answer));
  }

  private void enter(Call node, FunctionWriter self, Local callee, List<Local> values, int answer) {
    CodeBuilder code = to.code();
    int caller = to.temporary(Kind.OBJECT);
    to.known(node, Call.class);
    to.known(node.site(), Site.class);
    to.known(node.context(), Context.class);
    to.helper("begin", CD_Object, CALL, SITE, CONTEXT);
    code.astore(caller);
    Label begin = code.newBoundLabel();
    code.aload(callee.index());
    to.helper("cells", UnitWriter.desc(Cell[].class), CD_Object);
    for (int i = 0; i < values.size(); i++) {
      to.load(values.get(i));
      if (!self.parameter(i).isPrimitive()) {
        to.box();
      }
      to.pop();
    }
    self.invoke(code);
    code.storeLocal(self.answer().typeKind, answer);
    Label end = code.newBoundLabel();
    Label ended = code.newLabel();
    code.aload(caller);
    to.known(node.context(), Context.class);
    to.helper("end", CD_void, CD_Object, CONTEXT);
    code.goto_(ended);
    Label failed = code.newBoundLabel();
    code.exceptionCatchAll(begin, end, failed);
    code.aload(caller);
    to.known(node.context(), Context.class);
    to.known(node, Call.class);
    ClassDesc error = UnitWriter.desc(RuntimeException.class);
    to.helper("failed", error, CD_Throwable, CD_Object, CONTEXT, CALL);
    code.athrow().labelBinding(ended);
  }

  /** Where the function answered another kind of value than it did so far. */
  private void leaveUnfit(Call node, Kind kind, int answer) {
    if (kind.isPrimitive()) {
      CodeBuilder code = to.code();
      Label fits = code.newLabel();
      to.unit().loadUnit(to);
      code.loadLocal(kind.typeKind, answer);
      ClassDesc unit = UnitWriter.desc(Unit.class);
      code.invokevirtual(
          unit, "isUnfit", java.lang.constant.MethodTypeDesc.of(CD_boolean, kind.type));
      code.ifeq(fits);
      to.unit().loadUnit(to);
      code.invokevirtual(unit, "takeUnfit", java.lang.constant.MethodTypeDesc.of(CD_Object));
      Local value = new Local(Kind.OBJECT, to.temporary(Kind.OBJECT));
      code.astore(value.index()).goto_(to.giveUp(node, value));
      code.labelBinding(fits);
    }
  }
}
