package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** Garbage is collected once for so many bytes, and only where that was asked for. */
class ReuseTest {
  private static final long PART = 100L << 20;

  @Test
  void collectsOnceForAQuarterOfAGigabyte() {
    Context context = new Context();
    context.reuseMemory();
    assertFalse(collects(context, 2));
    assertTrue(collects(context, 1));
    assertFalse(collects(context, 1));
    assertTrue(collects(context, 1));
  }

  @Test
  void leavesItToTheJvmUnlessAsked() {
    assertFalse(collects(new Context(), 100));
  }

  /** What was told of so many arrays has the garbage of before collected. */
  private static boolean collects(Context context, int parts) {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    for (int i = 0; i < parts; i++) {
      context.makeRoom(PART);
    }
    return garbage.refersTo(null);
  }
}
