package org.gradlang.reliability.soak;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gradlang.DifferentiableFunction;
import org.gradlang.Export;
import org.gradlang.Frozen;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.HostCall;
import org.gradlang.Limits;
import org.gradlang.Loader;
import org.gradlang.tensor.Tensor;

/**
 * An engine and what its seed makes of it: its limits, the order of its {@link Episode}s and its
 * random numbers. What it says in a round follows from the seed and the number of the round alone.
 */
final class Tenant implements AutoCloseable {
  /** How many rounds a tenant stays, mostly: as many as there are kinds of programs. */
  static final int ROUNDS = 14;

  private static final int STEPS = 30_000;

  /** What is held is counted by samples, which are not the program's random numbers. */
  private static final Pattern COUNTED = Pattern.compile("(would take|would hold) [0-9.]+ .?B");

  private final StringWriter out = new StringWriter();
  private final List<String> warnings = new ArrayList<>();
  private final int seed;
  private final int rounds;
  private final Grad grad;
  private int round;

  /** What the host exports to each tenant: it counts for itself. */
  static final class Counter {
    private long total;

    /** Adds to the count. */
    @Export
    public long add(long amount) {
      total += amount;
      return total;
    }

    /** Fails. */
    @Export
    public void fail(String text) {
      throw new IllegalStateException(text + " after " + total);
    }
  }

  /** An operation of the host with a gradient of its own. */
  private static final class Cube implements DifferentiableFunction {
    @Override
    public Tensor forward(HostCall call) {
      return call.tensor("x").pow(3);
    }

    @Override
    public Tensor[] gradients(HostCall call, Tensor result, Tensor cotangent) {
      return new Tensor[] {call.tensor("x").square().mul(3).mul(cotangent)};
    }
  }

  /** Of a seed, for so many rounds. */
  Tenant(int seed, int rounds, Frozen model) {
    this.seed = seed;
    this.rounds = rounds;
    this.grad =
        host()
            .out(out)
            .warnings(warning -> warnings.add(warning.summary()))
            .seed(seed)
            .threads(1 + seed % 2)
            .limits(limits(seed))
            .build();
    grad.set("me", seed);
    grad.set("round", 0);
    grad.set("trained", model);
  }

  /** What every tenant gets from its host. */
  private static Grad.Builder host() {
    return Grad.builder()
        .loader(Loader.of(Episode.FILES))
        .export("counter", new Counter())
        .operation("cube(x: tensor)", new Cube())
        .function(
            "twice(f: fn, x: any)",
            call -> call.value("f").call(call.value("f").call(call.value("x"))));
  }

  /** An engine with the names that every tenant has, for compiling what all of them run. */
  static Grad model() {
    Grad grad = host().build();
    grad.set("me", 0);
    grad.set("round", 0);
    grad.set("trained", 0);
    return grad;
  }

  private static Limits limits(int seed) {
    return Limits.none()
        .steps(STEPS + seed)
        .callDepth(60 + seed % 40)
        .tensorBytes(4L << 20)
        .bytes(16L << 20)
        .length(100_000)
        .graphNodes(20_000)
        .output(50_000);
  }

  /** Runs the next round; the answer is all that can be seen of it. */
  String next() {
    Episode episode = Episode.ALL.get((seed + round * (1 + 2 * (seed % 3))) % Episode.ALL.size());
    out.getBuffer().setLength(0);
    warnings.clear();
    grad.set("round", round);
    round++;
    String end;
    try {
      end = String.valueOf(grad.eval(episode.script()));
    } catch (GradException e) {
      end = e.rendered();
    }
    String state = grad.eval(Episode.STATE).toString();
    String said = out + warnings.toString() + "\n" + end + "\n" + state;
    return episode.name() + "\n" + COUNTED.matcher(said).replaceAll("$1 about as much");
  }

  /** Whether it has stayed long enough. */
  boolean isDone() {
    return round == rounds;
  }

  int seed() {
    return seed;
  }

  int round() {
    return round;
  }

  @Override
  public void close() {
    grad.close();
  }
}
