package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.function.IntFunction;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Variables.Variable;
import org.gradlang.tensor.None;

/**
 * Writes a loop: its variables are in the JVM's locals while it runs, and go back to the frame
 * however it ends.
 */
final class LoopWriter extends UnitWriter {
  private static final ClassDesc FRAME = desc(Frame.class);
  private static final ClassDesc OBJECTS = CD_Object.arrayType();

  private final LoopSource loop;
  private int frame;
  private int captured;
  private int slots;

  LoopWriter(LoopSource loop, IntFunction<Kind> before) {
    super(new Variables(before));
    this.loop = loop;
  }

  @Override
  ClassDesc superclass() {
    return desc(LoopUnit.class);
  }

  @Override
  void writeMethods(ClassBuilder builder) {
    MethodTypeDesc run = MethodTypeDesc.of(CD_Object, FRAME, CD_Object);
    builder.withMethodBody("run", run, ClassFile.ACC_PUBLIC, this::writeRun);
  }

  private void writeRun(CodeBuilder code) {
    frame = code.parameterSlot(0);
    captured = code.allocateLocal(TypeKind.REFERENCE);
    slots = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(frame).getfield(FRAME, "captured", desc(Cell[].class)).astore(captured);
    code.aload(frame).getfield(FRAME, "locals", OBJECTS).astore(slots);
    begin(code);
    loadVariables(code);
    Emitter fast = new Emitter(this, code, false);
    writeCopy(fast);
    writeWaysOut(fast);
    settle();
    if (!waysOut().isEmpty()) {
      writeCopy(new Emitter(this, code, true));
      settle();
    }
  }

  private void loadVariables(CodeBuilder code) {
    Label misfit = code.newLabel();
    Emitter emitter = new Emitter(this, code, false);
    int value = code.allocateLocal(TypeKind.REFERENCE);
    for (Map.Entry<Integer, Variable> entry : variables().bySlot().entrySet()) {
      Variable variable = entry.getValue();
      code.aload(slots).loadConstant(entry.getKey()).aaload();
      if (!variable.kind.isPrimitive()) {
        if (!variable.grows) {
          emitter.helper("read", CD_Object, CD_Object); // it may have grown before the loop
        }
        code.astore(variable.plain);
        continue;
      }
      Label unset = code.newLabel();
      code.astore(value).aload(value).ifnull(unset);
      code.aload(value).instanceOf(variable.kind.box).ifeq(misfit).aload(value);
      emitter.unbox(variable.kind);
      code.storeLocal(variable.kind.typeKind, variable.fast).labelBinding(unset);
    }
    Label begin = code.newLabel();
    code.goto_(begin).labelBinding(misfit).aconst_null().areturn().labelBinding(begin);
  }

  private void writeCopy(Emitter to) {
    CodeBuilder code = to.code();
    Label begin = code.newBoundLabel();
    loop.emitWhole(to, code.parameterSlot(1));
    storeVariables(to);
    to.known(None.NONE, Object.class);
    code.areturn();
    Label failed = code.newBoundLabel();
    code.exceptionCatchAll(begin, failed, failed);
    storeVariables(to);
    code.athrow();
  }

  private void storeVariables(Emitter to) {
    CodeBuilder code = to.code();
    for (Map.Entry<Integer, Variable> entry : variables().bySlot().entrySet()) {
      Variable variable = entry.getValue();
      if (variable.assigned) {
        code.aload(slots).loadConstant(entry.getKey());
        if (to.isPlain() || !variable.kind.isPrimitive()) {
          code.aload(variable.plain);
        } else {
          code.loadLocal(variable.kind.typeKind, variable.fast);
          to.box(variable.kind);
        }
        code.aastore();
      }
    }
  }

  /** {@code return} inside the loop. */
  @Override
  void leave(Emitter to) {
    to.box();
    to.pop();
    CodeBuilder code = to.code();
    int value = to.temporary(Kind.OBJECT);
    code.astore(value).aload(frame).aload(value).putfield(FRAME, "returned", CD_Object);
    leave(to, Completion.RETURN);
  }

  @Override
  void leaveRound(Emitter to) {
    leave(to, Completion.CONTINUE);
  }

  private void leave(Emitter to, Completion completion) {
    storeVariables(to);
    to.known(completion, Object.class);
    to.code().areturn();
  }

  @Override
  int capturedLocal() {
    return captured;
  }
}
