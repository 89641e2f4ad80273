package org.gradlang;

import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/** How the context of an engine begins, as its builder was told. */
final class Beginning {
  @Nullable Long seed;
  int threads;
  boolean collects;

  Context context(Budget budget) {
    Context context = new Context(budget);
    if (threads > 0) {
      context.setThreads(threads);
    }
    if (collects) {
      context.reuseMemory();
    }
    if (seed != null) {
      context.generator().seed(seed);
    }
    return context;
  }
}
