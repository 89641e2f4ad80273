package org.gradlang.module;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.function.Closure;
import org.gradlang.eval.function.Declaration;
import org.gradlang.eval.variable.Store;
import org.gradlang.resolve.Place;
import org.gradlang.tensor.None;
import org.gradlang.value.ValueRoom;

/** {@code module Name(...) { ... }}. Its defaults are evaluated where it stands. */
public final class ModuleDeclaration extends Declaration {
  private final Closure body;
  private final Place self;

  /** Of a type, with the shape of its instances. */
  private static final int BYTES = 100;

  private final Store store;
  private final Node read;

  /** {@code read} and {@code store} are for the variable that the statement declares. */
  public ModuleDeclaration(Closure body, Place self, Store store, Node read) {
    this.body = body;
    this.self = self;
    this.store = store;
    this.read = read;
  }

  @Override
  public void declare(Frame frame) {
    store.store(frame, ValueRoom.hold(new ModuleType(body.make(frame), self), BYTES));
  }

  @Override
  public Object execute(Frame frame) {
    if (read.execute(frame) instanceof ModuleType type && type.body().code() == body.code()) {
      body.evaluateDefaults(frame, type.body());
    }
    return None.NONE;
  }
}
