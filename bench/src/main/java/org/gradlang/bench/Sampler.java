package org.gradlang.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Takes the sides of a row in turns, so that whatever else the machine does meets all of them. A
 * sample is as many runs as take {@link #ALONE_NANOS}, or {@link #TOGETHER_NANOS} on several
 * threads, and never less than one.
 */
final class Sampler {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

  private static final double ALONE_NANOS = 20e6;

  /**
   * After the pause between samples the system may wake a thread on the processor that already has
   * its caller, and takes some 5 ms to move it. A program meets that once, not in each of its runs.
   */
  private static final double TOGETHER_NANOS = 100e6;

  /** How long a side runs between two looks at whether it has become faster. */
  private static final double STRETCH_NANOS = 0.27e9;

  /**
   * Stretches in a row in which it does not: one method can keep the compiler for more than a
   * second, and counts only when that is over.
   */
  private static final int PATIENCE = 10;

  private final int rounds;
  private final double sampleNanos;
  private final double warmUpNanos;
  private final int threads;
  private final Clock clock;

  /**
   * @param seconds that each side warms up at most
   */
  Sampler(int rounds, double seconds, int threads, Clock clock) {
    this.clock = clock;
    this.rounds = rounds;
    this.sampleNanos = threads > 1 ? TOGETHER_NANOS : ALONE_NANOS;
    this.warmUpNanos = seconds * 1e9;
    this.threads = threads;
  }

  /**
   * What came of taking turns.
   *
   * @param nanos for one run: a line of rounds for each side
   * @param warmUps seconds that each side ran before that
   */
  record Samples(double[][] nanos, double[] warmUps) {}

  /** Warms all sides up, and then has them take turns. */
  Samples sample(List<Work> sides) {
    int[] times = new int[sides.size()];
    double[] warmUps = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      Warm warm = warmUp(sides.get(i));
      times[i] = warm.times();
      warmUps[i] = warm.nanos() / 1e9;
    }
    double[][] nanos = new double[sides.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < times.length; i++) {
        int side =
            (i + round) % times.length; // nobody is always the first, or always after another
        letOthersRest();
        nanos[side][round] = (double) sides.get(side).nanos(times[side], clock) / times[side];
      }
    }
    return new Samples(nanos, warmUps);
  }

  /** How many runs make a sample, and how long the side ran until that was known. */
  private record Warm(int times, double nanos) {}

  /** Runs a side until it gets no faster and the compiler has nothing left to do. */
  private Warm warmUp(Work side) {
    double spent = 0;
    double best = Double.MAX_VALUE;
    int times = 1;
    int since = 0; // how long it has not become faster
    while (since < PATIENCE && spent < warmUpNanos) {
      long begun = System.nanoTime();
      long compiled = COMPILER.getTotalCompilationTime();
      double one = Double.MAX_VALUE;
      double stretch = 0;
      while (stretch < Math.min(STRETCH_NANOS, warmUpNanos / 30)) {
        long nanos = side.nanos(times, clock);
        stretch += nanos;
        one = Math.min(one, (double) nanos / times);
        times = (int) Math.clamp(sampleNanos / one, 1, times * 8.0);
      }
      spent += stretch;
      double compiling =
          (COMPILER.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - begun);
      since = one < best * 0.97 || compiling > 0.05 ? 0 : since + 1;
      best = Math.min(best, one);
    }
    return new Warm(times, spent);
  }

  /** Bytes of the heap that one run takes. */
  double allocated(Work side, double nanosOfOne) {
    int times = (int) Math.clamp(5e6 / nanosOfOne, 1, 10_000);
    ToLongFunction<ThreadMXBean> total = ThreadMXBean::getTotalThreadAllocatedBytes;
    long before = total.applyAsLong(THREADS);
    var _ = side.nanos(times, clock);
    return (double) (total.applyAsLong(THREADS) - before) / times;
  }

  /**
   * The peers' threads go on turning after their work and would take a processor from who comes
   * next: those of OpenMP for up to 200 ms, those of OpenBLAS for 27.
   */
  private void letOthersRest() {
    if (threads > 1) {
      try {
        Thread.sleep(250);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
