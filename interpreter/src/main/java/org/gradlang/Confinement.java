package org.gradlang;

import java.util.concurrent.atomic.AtomicReference;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/** Lets one thread at a time use an engine, and tells a second one so instead of making it wait. */
final class Confinement {
  private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
  private final Context context;

  /** Of the engine whose context this is: a deep program enters it on a thread with more stack. */
  Confinement(Context context) {
    this.context = context;
  }

  /**
   * Begins a use by this thread; who got true ends it with {@link #leave}.
   *
   * @return whether this is the outermost use, and not one by code of the host that a program calls
   * @throws IllegalStateException where another thread uses the engine
   */
  boolean enter() {
    Thread current = Thread.currentThread();
    Thread before = user.compareAndExchange(null, current);
    if (before != null && before != current && Context.current() != context) {
      throw new IllegalStateException("this engine is running on " + before);
    }
    return before == null;
  }

  /** Ends the outermost use. */
  void leave() {
    user.set(null);
  }
}
