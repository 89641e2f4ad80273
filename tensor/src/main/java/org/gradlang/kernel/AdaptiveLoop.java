package org.gradlang.kernel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.VectorModule;
import org.jspecify.annotations.Nullable;

/**
 * A plain loop for short runs, and for all until its SIMD form has been compiled; then that. Both
 * give the same bits.
 *
 * <p>Where the SIMD loop has become slow it is brought up again.
 */
final class AdaptiveLoop extends Paced implements Loop {
  /** Elements below which a SIMD loop is not worth its start. */
  private static final int SHORT = 32;

  /** Elements that the plain loop does before anybody asks how long it takes for them. */
  private static final int MANY = 1 << 20;

  /**
   * Time that it then takes before the SIMD loop is brought up, which costs the processor about as
   * much: what a program does not do for long shall cost the compiler nothing.
   */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(30);

  /** What an element counts at most: what takes longer is a pause of the operating system. */
  private static final int MOST_NANOS = 20;

  /** A few vectors of any width, and a rest: what never ran is not compiled. */
  private static final int SAMPLE = 83;

  /** What a compiled loop over the sample stays below, and any other is far above. */
  private static final long SAMPLE_NANOS = 600;

  private final DType dtype;
  private final Loop plain;
  private final Supplier<Loop> maker;
  private @Nullable Loop simd; // a thread that still reads null runs the plain loop
  private int counted; // counts roughly where several threads do
  private long spent; // likewise, in nanoseconds

  AdaptiveLoop(DType dtype, Loop plain, Supplier<Loop> maker) {
    this.dtype = dtype;
    this.plain = plain;
    this.maker = maker;
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    @Nullable Loop fast = n < SHORT ? null : simd;
    if (fast == null) {
      boolean timed = n >= SHORT && isWanted(n);
      long start = timed ? System.nanoTime() : 0;
      plain.run(a, ai, b, bi, c, ci, out, oi, n);
      if (timed) {
        count(Math.min(System.nanoTime() - start, (long) MOST_NANOS * n));
      }
    } else if (!isTimed()) {
      fast.run(a, ai, b, bi, c, ci, out, oi, n);
    } else {
      long start = System.nanoTime();
      fast.run(a, ai, b, bi, c, ci, out, oi, n);
      judge(fast, System.nanoTime() - start > SAMPLE_NANOS * (10 + n / SAMPLE));
    }
  }

  private void judge(Loop fast, boolean slow) {
    if (hasBecomeSlow(slow, () -> sample(fast), 4 * SAMPLE_NANOS)) {
      simd = null;
      bringUp(fast);
    }
  }

  /** Counts elements; whether the time for these shall count too. */
  private boolean isWanted(int n) {
    if (counted < MANY) {
      counted += n;
      if (counted >= MANY && !VectorModule.isPossible()) {
        spent = PATIENCE;
        MissedVectors.tell();
      }
      return false;
    }
    return spent < PATIENCE && isTimed();
  }

  private void count(long nanos) {
    if (spent < PATIENCE) {
      spent += nanos * TIMED;
      if (spent >= PATIENCE) {
        BringUp.later(this::bringUp);
      }
    }
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
