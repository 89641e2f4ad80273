package org.gradlang.eval.function;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.None;

/** {@code fn name(...) { ... }}. Its defaults are evaluated where it stands. */
public final class FunctionDeclaration extends Declaration {
  private final Closure closure;
  private final Store store;
  private final Node read;

  /** {@code read} and {@code store} are for the variable that the statement declares. */
  public FunctionDeclaration(Closure closure, Store store, Node read) {
    this.closure = closure;
    this.store = store;
    this.read = read;
  }

  public String name() {
    return closure.code().name();
  }

  @Override
  public void declare(Frame frame) {
    store.store(frame, closure.make(frame));
  }

  @Override
  public void emitDeclaration(Emitter to) {
    closure.emit(to);
    store.emit(to);
  }

  @Override
  public void emit(Emitter to) {
    to.none();
  }

  @Override
  public void emitEffect(Emitter to) {} // declared already, and without defaults

  /** The function, after {@link #declare}. */
  public Object function(Frame frame) {
    return read.execute(frame);
  }

  @Override
  public Object execute(Frame frame) {
    if (read.execute(frame) instanceof ScriptFunction function
        && function.code() == closure.code()) {
      closure.evaluateDefaults(frame, function);
    }
    return None.NONE;
  }
}
