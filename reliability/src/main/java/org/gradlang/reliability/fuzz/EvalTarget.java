package org.gradlang.reliability.fuzz;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Any program runs in an engine with limits that grants nothing: it ends in time, with a value or
 * with an error of its own, leaves the engine usable, and does the same once it is compiled.
 */
public final class EvalTarget {
  private static final int LONGEST = 1 << 13;

  /** What a program may take beyond its deadline, to be compiled among other things. */
  private static final Duration GRACE = Duration.ofMillis(150);

  private static @Nullable Twin twin;

  private EvalTarget() {}

  /** What the fuzzer calls first: loads and instruments what every program needs, twice. */
  public static void fuzzerInitialize() {
    run("let w = ones(2, requires_grad=True)\n(w * 2).sum().backward()\nprint(w.grad, [1, 2.5])");
  }

  /** What the fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    run(ScriptText.of(input));
  }

  /** The same for a program's text. */
  static void run(String program) {
    if (program.length() > LONGEST) {
      return;
    }
    String outcome =
        Haste.within(Trial.DEADLINE.plus(GRACE), "a program", () -> Trial.outcome(program));
    if (outcome.startsWith(Trial.BY_CHANCE)) {
      return;
    }
    String compiled = twin().outcome(program);
    boolean same = compiled.equals(outcome) || compiled.startsWith(Trial.BY_CHANCE);
    if (!same && outcome.equals(Trial.outcome(program))) {
      throw new Finding("as nodes:\n" + outcome + "\ncompiled:\n" + compiled + "\nof:\n" + program);
    }
  }

  private static Twin twin() {
    if (twin == null) {
      twin = new Twin();
    }
    return twin;
  }
}
