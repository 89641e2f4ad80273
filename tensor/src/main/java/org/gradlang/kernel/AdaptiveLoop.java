package org.gradlang.kernel;

import java.util.function.Supplier;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A plain loop for short runs, and for all until its SIMD form has been compiled; then that. Both
 * give the same bits.
 */
final class AdaptiveLoop implements Loop {
  /** Elements below which a SIMD loop is not worth its start. */
  private static final int SHORT = 32;

  /** Elements that the plain loop does before the SIMD loop is brought up. */
  private static final int PATIENCE = 1 << 13;

  private static final int SAMPLE = 512;

  /** What a compiled loop over the sample stays below, and any other is far above. */
  private static final long SAMPLE_NANOS = 2500;

  private final DType dtype;
  private final Loop plain;
  private final Supplier<Loop> maker;
  private @Nullable Loop simd; // set once; a thread that still reads null runs the plain loop
  private int done; // counts roughly where several threads do

  AdaptiveLoop(DType dtype, Loop plain, Supplier<Loop> maker) {
    this.dtype = dtype;
    this.plain = plain;
    this.maker = maker;
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    if (n < SHORT) {
      plain.run(a, ai, b, bi, c, ci, out, oi, n);
      return;
    }
    @Nullable Loop fast = simd;
    if (fast != null) {
      fast.run(a, ai, b, bi, c, ci, out, oi, n);
      return;
    }
    plain.run(a, ai, b, bi, c, ci, out, oi, n);
    if (done < PATIENCE) {
      done += n;
      if (done >= PATIENCE) {
        bringUp();
      }
    }
  }

  private void bringUp() {
    BringUp.later(() -> {
      Loop fast = maker.get();
      Object in = Elements.filled(dtype, Scalar.of(0.5), SAMPLE);
      Object out = Elements.allocate(dtype, SAMPLE);
      Runnable work = () -> fast.run(in, 0, in, 0, in, 0, out, 0, SAMPLE);
      if (BringUp.becomesFast(work, SAMPLE_NANOS)) {
        simd = fast;
      }
    });
  }
}
