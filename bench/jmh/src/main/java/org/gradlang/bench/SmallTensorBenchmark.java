package org.gradlang.bench;

import java.util.concurrent.TimeUnit;
import org.gradlang.Grad;
import org.gradlang.Value;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A hundred operations on 4 x 4 tensors, from Java and from a script. The median of many short
 * samples tells even on a busy machine what they take.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
public class SmallTensorBenchmark {
  private static final int ROUNDS = 100;

  private static final String PROGRAM =
      """
      manual_seed(0)
      let x = randn(4, 4, requires_grad=True)
      let w = randn(4, 4)
      let layer = nn.Linear(4, 4)
      let input = randn(4, 4)
      fn add(n) { let y = x; for i in range(n) { y = x + w }; y }
      fn operation(n) { let y = x; for i in range(n) { y = relu(x) }; y }
      fn method(n) { let y = x; for i in range(n) { y = x.relu() }; y }
      fn backward(n) { for i in range(n) { (x * w + w).sum().backward() } }
      fn linear(n) { let y = x; for i in range(n) { y = layer(input) }; y }
      fn loop(n) { let y = 0; for i in range(n) { y = y + 1 }; y }
      """;

  private final Tensor x = Small.tensor("4x4", true);
  private final Tensor w = Small.tensor("4x4", false);
  private Grad grad = Grad.create();

  @Setup
  public void prepare() {
    grad = Grad.create();
    grad.eval(PROGRAM);
  }

  @TearDown
  public void close() {
    grad.close();
  }

  private Value run(String function) {
    return grad.get(function).call((long) ROUNDS);
  }

  @Benchmark
  public void javaAdd(Blackhole hole) {
    for (int i = 0; i < ROUNDS; i++) {
      hole.consume(x.add(w));
    }
  }

  @Benchmark
  public void javaRelu(Blackhole hole) {
    for (int i = 0; i < ROUNDS; i++) {
      hole.consume(Operations.tensor("relu", x));
    }
  }

  @Benchmark
  public void javaMatmul(Blackhole hole) {
    for (int i = 0; i < ROUNDS; i++) {
      hole.consume(x.mm(w));
    }
  }

  @Benchmark
  public void javaBackward() {
    for (int i = 0; i < ROUNDS; i++) {
      x.mul(w).add(w).sum().backward();
    }
  }

  @Benchmark
  public Value scriptAdd() {
    return run("add");
  }

  @Benchmark
  public Value scriptFunction() {
    return run("operation");
  }

  @Benchmark
  public Value scriptMethod() {
    return run("method");
  }

  @Benchmark
  public Value scriptBackward() {
    return run("backward");
  }

  @Benchmark
  public Value scriptLinear() {
    return run("linear");
  }

  @Benchmark
  public Value scriptLoop() {
    return run("loop");
  }
}
