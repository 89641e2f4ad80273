package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.View;

/** Measures square products: {@code java ... ProductBenchmark [threads]}. */
final class ProductBenchmark {
  private static final long NANOS = 1_500_000_000L;

  private ProductBenchmark() {}

  public static void main(String[] args) {
    Context.current().setThreads(args.length > 0 ? Integer.parseInt(args[0]) : 1);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int n = 8; n <= 1024; n *= 2) {
        measure(dtype, n);
      }
    }
  }

  private static void measure(DType dtype, int n) {
    View a = View.zeros(dtype, n, n);
    View b = View.zeros(dtype, n, n);
    View c = View.zeros(dtype, n, n);
    Draws.normal(new Generator(), a, 0, 1);
    Draws.normal(new Generator(), b, 0, 1);
    int repeats = Math.max(1, 2_000_000 / (n * n * n));
    double best = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    while (System.nanoTime() - start < NANOS) {
      long before = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        Gemm.run(a, b, c, false);
      }
      best = Math.min(best, (System.nanoTime() - before) / (double) repeats);
    }
    double flops = 2.0 * n * n * n;
    System.out.printf("%s n=%4d %10.2f us %7.1f GFLOP/s%n", dtype, n, best / 1e3, flops / best);
  }
}
