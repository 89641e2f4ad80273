package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Node;
import org.gradlang.eval.call.Call;
import org.gradlang.eval.compile.Deoptimization.Local;
import org.gradlang.eval.function.FunctionCode;
import org.jspecify.annotations.Nullable;

/** Writes the body of a function: a static method of its parameters, unboxed where that fits. */
final class FunctionWriter extends UnitWriter {
  private static final ClassDesc CELLS = desc(Cell[].class);

  private final FunctionCode function;
  private final Node body;
  private final Kind[] parameters;
  private Kind answer = Kind.NOTHING;
  private boolean changed;

  FunctionWriter(FunctionCode function, Node body, Kind[] parameters) {
    super(new Variables(slot -> slot < parameters.length ? parameters[slot] : Kind.NOTHING));
    this.function = function;
    this.body = body;
    this.parameters = parameters;
  }

  @Override
  ClassDesc superclass() {
    return desc(FunctionUnit.class);
  }

  @Override
  @Nullable FunctionWriter function() {
    return this;
  }

  /** Whether a call was of this function so far, with an argument for each parameter. */
  boolean calls(Call node) {
    return isOwn(node) && answer != Kind.NOTHING;
  }

  /** Whether a call is of this function, and nothing is known yet of what it answers. */
  boolean isUnknown(Call node) {
    return isOwn(node) && answer == Kind.NOTHING;
  }

  private boolean isOwn(Call node) {
    int given = node.arguments().length;
    return node.known() == function
        && !node.isLibrary()
        && given == parameters.length
        && function.takesDirectly(given);
  }

  /** Whether arguments are of the kinds that the code is for. */
  boolean takes(List<Local> arguments) {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isPrimitive() && arguments.get(i).kind() != parameters[i]) {
        return false;
      }
    }
    return true;
  }

  Kind parameter(int index) {
    return parameters[index];
  }

  /** The kind of what the function answers. */
  Kind answer() {
    return answer.isPrimitive() && answer != Kind.BOOL ? answer : Kind.OBJECT;
  }

  /** Calls the code; captured cells and arguments are on the stack. */
  void invoke(CodeBuilder code) {
    code.invokestatic(SELF, "run", type());
  }

  private MethodTypeDesc type() {
    List<ClassDesc> types = new ArrayList<>();
    types.add(CELLS);
    for (Kind parameter : parameters) {
      types.add(parameter.type);
    }
    return MethodTypeDesc.of(answer().type, types);
  }

  @Override
  boolean changed() {
    return changed || super.changed();
  }

  @Override
  void writeMethods(ClassBuilder builder) {
    changed = false;
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    builder.withMethodBody("run", type(), flags, this::writeRun);
    MethodTypeDesc call = MethodTypeDesc.of(CD_Object, CELLS, CD_Object.arrayType());
    builder.withMethodBody("call", call, ClassFile.ACC_PUBLIC, this::writeCall);
  }

  private void writeRun(CodeBuilder code) {
    begin(code);
    for (int i = 0; i < parameters.length; i++) {
      Variables.Variable variable = variables().at(i, code);
      code.loadLocal(parameters[i].typeKind, code.parameterSlot(i + 1));
      if (variable.kind.isPrimitive()) {
        code.storeLocal(variable.kind.typeKind, variable.fast);
      } else {
        new Emitter(this, code, false).box(parameters[i]);
        code.astore(variable.plain);
      }
    }
    Emitter fast = new Emitter(this, code, false);
    body.emit(fast);
    leave(fast);
    if (answer == Kind.NOTHING) {
      changed = true; // it only ever calls itself, or fails
      answer = Kind.OBJECT;
    }
    writeWaysOut(fast);
    settle();
    if (!waysOut().isEmpty()) {
      Emitter plain = new Emitter(this, code, true);
      body.emit(plain);
      leave(plain);
      settle();
    }
  }

  private void writeCall(CodeBuilder code) {
    int arguments = code.parameterSlot(1);
    Label misfit = code.newLabel();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isPrimitive()) {
        code.aload(arguments).loadConstant(i).aaload().instanceOf(parameters[i].box).ifeq(misfit);
      }
    }
    Emitter emitter = new Emitter(this, code, false);
    code.aload(0).aload(code.parameterSlot(0));
    for (int i = 0; i < parameters.length; i++) {
      code.aload(arguments).loadConstant(i).aaload();
      if (parameters[i].isPrimitive()) {
        emitter.unbox(parameters[i]);
      }
    }
    invoke(code);
    Kind kind = answer();
    if (kind.isPrimitive()) {
      code.invokevirtual(superclass(), "answer", MethodTypeDesc.of(CD_Object, kind.type));
    }
    code.areturn().labelBinding(misfit).aconst_null().areturn();
  }

  @Override
  void leave(Emitter to) {
    Kind kind = to.pop();
    CodeBuilder code = to.code();
    if (to.isPlain()) {
      leavePlainly(to);
    } else {
      changed |= answer.join(kind) != answer;
      answer = answer.join(kind);
      if (answer() == Kind.OBJECT) {
        to.box(kind);
        code.areturn();
      } else {
        code.return_(kind.typeKind); // another kind only in a pass that is in vain
      }
    }
  }

  private void leavePlainly(Emitter to) {
    CodeBuilder code = to.code();
    Kind kind = answer();
    if (kind == Kind.OBJECT) {
      code.areturn();
      return;
    }
    int value = to.temporary(Kind.OBJECT);
    Label unfit = code.newLabel();
    code.astore(value).aload(value).instanceOf(kind.box).ifeq(unfit).aload(value);
    to.unbox(kind);
    code.return_(kind.typeKind).labelBinding(unfit);
    loadUnit(to);
    code.aload(value);
    String name = kind == Kind.LONG ? "unfitLong" : "unfitDouble";
    code.invokevirtual(desc(Unit.class), name, MethodTypeDesc.of(kind.type, CD_Object));
    code.return_(kind.typeKind);
  }

  @Override
  void leaveRound(Emitter to) {
    throw new IllegalStateException("no loop");
  }

  @Override
  int capturedLocal() {
    return 0;
  }
}
