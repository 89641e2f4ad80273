package org.gradlang.bench.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.gradlang.bench.Clock;
import org.gradlang.bench.Work;

/** Steps of training of some nets, begun anew for each outcome. */
final class Steps implements Work {
  /** Nets, data and optimizers. */
  interface Training {
    /** A step; its loss. */
    Tensor step();

    /** A parameter to compare. */
    Tensor parameter();
  }

  private final Supplier<Training> fresh;
  private final int outcomeSteps;
  private final Training training;

  Steps(int outcomeSteps, Supplier<Training> fresh) {
    this.fresh = fresh;
    this.outcomeSteps = outcomeSteps;
    this.training = fresh.get();
  }

  @Override
  public long nanos(int times, Clock clock) {
    long start = clock.now();
    for (int i = 0; i < times; i++) {
      try (PointerScope _ = new PointerScope()) {
        var _ = training.step();
      }
    }
    return clock.now() - start;
  }

  @Override
  public double[] digest() {
    Training begun = fresh.get();
    Tensor loss = begun.step();
    for (int i = 1; i < outcomeSteps; i++) {
      loss = begun.step();
    }
    return Computation.digest(loss, begun.parameter());
  }
}
