package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import org.gradlang.eval.Node;
import org.gradlang.eval.statement.Handler;
import org.gradlang.eval.statement.Raise;
import org.gradlang.tensor.GradError;

/** Writes {@code try} with {@code catch}. */
public final class TryEmitter {
  private static final ClassDesc ERROR = UnitWriter.desc(GradError.class);

  private final Emitter to;

  /** The locals of the errors that are being caught, from the outermost. */
  private final List<Integer> caught = new ArrayList<>();

  TryEmitter(Emitter to) {
    this.to = to;
  }

  /** {@code try { } catch e { }}; the JVM forgets its stack where it catches. */
  public void attempt(Node body, Handler handler) {
    if (to.isInside()) {
      throw Emitter.unsupported();
    }
    CodeBuilder code = to.code();
    int error = to.unit().kept(handler, code);
    Label done = code.newLabel();
    to.helper("attempting", CD_void);
    Label begin = code.newBoundLabel();
    code.nop();
    body.emitEffect(to);
    code.goto_(done);
    Label end = code.newBoundLabel();
    code.exceptionCatch(begin, end, end, ERROR);
    to.helper("caught", CD_Object, ERROR);
    code.astore(error);
    caught.addLast(error);
    for (int slot : handler.freshCells()) {
      to.freshCell(slot);
    }
    if (handler.variable() != null) {
      code.aload(error);
      to.push(Kind.OBJECT);
      to.plainly("errorValue", 1);
      handler.variable().emit(to);
    }
    handler.body().emitEffect(to);
    caught.removeLast();
    code.labelBinding(done);
  }

  /** {@code raise} without a value, where the error that is caught is known here. */
  public void again(Raise node) {
    if (caught.isEmpty()) {
      throw Emitter.unsupported(); // it is in the frame
    }
    to.code().aload(caught.getLast());
    to.push(Kind.OBJECT);
    to.raise("raiseAgain", node, Raise.class);
  }
}
