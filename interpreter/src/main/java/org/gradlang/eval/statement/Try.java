package org.gradlang.eval.statement;

import org.gradlang.eval.AbruptCompletion;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.jspecify.annotations.Nullable;

/**
 * {@code try { } catch e { } finally { }}.
 *
 * <p>A limit passes through without running anything more of the script: who was told to stop
 * stops.
 */
public final class Try extends Effect {
  private final Node body;
  private final @Nullable Handler handler;
  private final @Nullable Node cleanup;

  public Try(Node body, @Nullable Handler handler, @Nullable Node cleanup) {
    this.body = body;
    this.handler = handler;
    this.cleanup = cleanup;
  }

  @Override
  public Object execute(Frame frame) {
    Node last = cleanup;
    if (last == null) {
      return ended(handled(frame));
    }
    Object value;
    try {
      value = handled(frame);
    } catch (GradError e) {
      if (e.kind() == ErrorKind.LIMIT) {
        throw e;
      }
      return cleaned(frame, last, e);
    } catch (AbruptCompletion e) {
      return cleaned(frame, last, e);
    }
    Object returned = frame.returned;
    Object end = last.execute(frame);
    if (end instanceof Completion) {
      return end;
    }
    frame.returned = returned;
    return ended(value);
  }

  private static Object cleaned(Frame frame, Node last, RuntimeException pending) {
    Object end = last.execute(frame);
    if (end instanceof Completion) {
      return end;
    }
    throw pending;
  }

  private Object handled(Frame frame) {
    Handler catching = handler;
    if (catching == null) {
      return body.execute(frame);
    }
    Handler.prepare();
    try {
      return body.execute(frame);
    } catch (GradError e) {
      return catching.handle(frame, Handler.caught(e));
    }
  }

  @Override
  public void emitEffect(Emitter to) {
    if (handler == null || cleanup != null) {
      throw Emitter.unsupported();
    }
    to.tries().attempt(body, handler);
  }

  /** A {@code try} is a statement: it has no value. */
  private static Object ended(Object value) {
    return value instanceof Completion ? value : None.NONE;
  }
}
