package org.gradlang.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The loop of a function of one element: the one that all functions share, which calls it for each
 * element, and a copy of its own when that has done many. A copy is a class for the JVM to load and
 * compile, and most programs use few functions, on few elements.
 */
final class OwnLoop implements Loop {
  /** Elements that the shared loop does. */
  private static final int MANY = 1 << 18;

  private final Object function;
  private final Loop shared;
  private @Nullable Loop own; // a thread that still reads null runs the shared loop
  private int counted; // counts roughly where several threads do

  OwnLoop(Object function, Loop shared) {
    this.function = function;
    this.shared = shared;
  }

  /** The loop that all functions share. */
  static Loop shared(Loop loop) {
    return loop instanceof OwnLoop made ? made.shared : loop;
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    @Nullable Loop loop = own;
    if (loop == null) {
      loop = shared;
      counted += n;
      if (counted >= MANY) {
        counted = 0;
        own = Templates.copy(PlainLoopTemplate.class, function, 0, shared); // two do no harm
      }
    }
    loop.run(a, ai, b, bi, c, ci, out, oi, n);
  }
}
