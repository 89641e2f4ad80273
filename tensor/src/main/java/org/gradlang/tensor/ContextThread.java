package org.gradlang.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A thread that keeps its {@link Context} in a field: to find it there takes a third of what a
 * look-up by the thread takes, and an operation on a small tensor asks some ten times.
 */
public final class ContextThread extends Thread {
  private @Nullable Context context;

  /** As the thread's own constructor. */
  public ContextThread(Runnable task, String name, long stackBytes) {
    super(null, task, name, stackBytes);
  }

  /** The context of this thread, made when first asked for; only the thread itself asks. */
  Context context() {
    Context known = context;
    if (known == null) {
      known = new Context();
      context = known;
    }
    return known;
  }

  void setContext(Context newContext) {
    context = newContext;
  }
}
