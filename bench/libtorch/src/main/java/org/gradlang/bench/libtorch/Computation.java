package org.gradlang.bench.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.gradlang.bench.Clock;
import org.gradlang.bench.Work;

/** A computation that gives one tensor, whose native memory is freed after each run. */
final class Computation implements Work {
  private final Supplier<Tensor> run;
  private final boolean scoped;

  private Computation(Supplier<Tensor> run, boolean scoped) {
    this.run = run;
    this.scoped = scoped;
  }

  /** Of several steps, whose intermediate values a scope frees. */
  static Computation of(Supplier<Tensor> run) {
    return new Computation(run, true);
  }

  /** Of one step, which needs no scope and does not pay for one. */
  static Computation bare(Supplier<Tensor> run) {
    return new Computation(run, false);
  }

  @Override
  public long nanos(int times, Clock clock) {
    long start = clock.now();
    for (int i = 0; i < times; i++) {
      if (scoped) {
        try (PointerScope _ = new PointerScope()) {
          var _ = run.get();
        }
      } else {
        run.get().close();
      }
    }
    return clock.now() - start;
  }

  @Override
  public double[] digest() {
    return digest(run.get());
  }

  /** Of several tensors, one after the other. */
  static double[] digest(Tensor... tensors) {
    double[] found = new double[4 * tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      Tensor flat = tensors[i].detach().to(torch.ScalarType.Double).flatten();
      found[4 * i] = flat.sum().item_double();
      found[4 * i + 1] = flat.abs().sum().item_double();
      found[4 * i + 2] = flat.select(0, 0).item_double();
      found[4 * i + 3] = flat.select(0, -1).item_double();
    }
    return found;
  }
}
