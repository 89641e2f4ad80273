package org.gradlang.kernel;

import java.util.List;
import java.util.function.Supplier;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.VectorModule;
import org.jspecify.annotations.Nullable;

/**
 * A plain loop for short runs, and for all until its SIMD form has been compiled; then that. Both
 * give the same bits.
 *
 * <p>The JVM may throw compiled code away, when a class that it did not know comes in. So the SIMD
 * loop is timed now and then, and brought up again where it has become slow.
 */
final class AdaptiveLoop implements Loop {
  /** Elements below which a SIMD loop is not worth its start. */
  private static final int SHORT = 32;

  /**
   * Elements that the plain loop does before the SIMD loop is brought up: what a program does not
   * do often shall cost the compiler nothing. With 8192 examples/digits.grad took 2.86 s of
   * processor, with these 2.67; a program of 30 million tanh took no longer (bench/README.md).
   */
  private static final int PATIENCE = 1 << 20;

  /** A few vectors of any width, and a rest: what never ran is not compiled. */
  private static final int SAMPLE = 83;

  /** What a compiled loop over the sample stays below, and any other is far above. */
  private static final long SAMPLE_NANOS = 600;

  /** How often the sample is timed before a loop counts as slow. */
  private static final int TRIES = 5;

  /** Of so many calls one is timed. */
  private static final int TIMED = 64;

  private final DType dtype;
  private final Loop plain;
  private final Supplier<Loop> maker;
  private @Nullable Loop simd; // a thread that still reads null runs the plain loop
  private int counted; // counts roughly where several threads do
  private int calls;
  private int slowness;

  AdaptiveLoop(DType dtype, Loop plain, Supplier<Loop> maker) {
    this.dtype = dtype;
    this.plain = plain;
    this.maker = maker;
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    @Nullable Loop fast = n < SHORT ? null : simd;
    if (fast == null) {
      plain.run(a, ai, b, bi, c, ci, out, oi, n);
      count(n);
    } else if (++calls % TIMED != 0) {
      fast.run(a, ai, b, bi, c, ci, out, oi, n);
    } else {
      long start = System.nanoTime();
      fast.run(a, ai, b, bi, c, ci, out, oi, n);
      judge(fast, System.nanoTime() - start > SAMPLE_NANOS * (10 + n / SAMPLE));
    }
  }

  /**
   * Once, it may have been the operating system's pause; three times in a row, on a busy machine
   * still: so it is given up only if it is slow on the sample too, however often that is tried.
   */
  private void judge(Loop fast, boolean slow) {
    slowness = slow ? slowness + 1 : 0;
    if (slowness == 3) {
      slowness = 0;
      if (isSlow(sample(fast))) {
        simd = null;
        bringUp(fast);
      }
    } else if (slow) {
      calls = -1; // time the next call too
    }
  }

  private void count(int n) {
    if (n >= SHORT && counted < PATIENCE) {
      counted += n;
      if (counted < PATIENCE) {
        return;
      }
      if (VectorModule.isPossible()) {
        BringUp.later(this::bringUp);
      } else {
        MissedVectors.tell();
      }
    }
  }

  private static boolean isSlow(Runnable sample) {
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      sample.run();
      if (System.nanoTime() - start < 4 * SAMPLE_NANOS) {
        return false;
      }
    }
    return true;
  }

  private Runnable sample(Loop fast) {
    Object in = Elements.filled(dtype, Scalar.of(0.5), SAMPLE);
    Object out = Elements.allocate(dtype, SAMPLE);
    return () -> fast.run(in, 0, in, 0, in, 0, out, 0, SAMPLE);
  }

  private void bringUp() {
    if (SimdKernels.isAvailable()) {
      bringUp(maker.get());
    }
  }

  private void bringUp(Loop fast) {
    BringUp.start(List.of(new BringUp.Rehearsal(sample(fast), SAMPLE_NANOS)), () -> simd = fast);
  }
}
