package org.gradlang.bench;

import java.util.concurrent.TimeUnit;
import org.gradlang.syntax.Site;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to say where in the program each operation stands: 1000 additions with a gradient,
 * with a new place set before each one as the interpreter does, and with none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 5,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
public class OriginBenchmark {
  private static final int PLACES = 16;

  private static final int ROUNDS = 1000;

  @Param({"scalar", "4x4"})
  String shape = "";

  private final Origin[] places = new Origin[PLACES];
  private Context context = Context.current();
  private Tensor x = Small.tensor("4x4", true);
  private Tensor y = x;

  @Setup(Level.Iteration)
  public void prepare() {
    context = Context.current();
    context.setOrigin(Origin.UNKNOWN);
    Source source = Source.of("bench.grad", "x + y\n".repeat(PLACES));
    for (int i = 0; i < PLACES; i++) {
      places[i] = new Site(source, new Span(6 * i, 6 * i + 5));
    }
    x = Small.tensor(shape, true);
    y = Small.tensor(shape, false);
  }

  @Benchmark
  public void recorded(Blackhole hole) {
    for (int i = 0; i < ROUNDS; i++) {
      context.setOrigin(places[i & PLACES - 1]);
      hole.consume(x.add(y));
    }
  }

  @Benchmark
  public void unrecorded(Blackhole hole) {
    for (int i = 0; i < ROUNDS; i++) {
      hole.consume(x.add(y));
    }
  }
}
