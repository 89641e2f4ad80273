package org.gradlang.reliability.fuzz;

import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;

/**
 * A program of nobody one trusts, run in an engine with limits that grants nothing. Also loaded a
 * second time, by {@link Twin}, which hands texts over and nothing else.
 */
public final class Trial {
  /** How long a program may run. */
  static final Duration DEADLINE = Duration.ofMillis(300);

  /** How an outcome begins that another run need not have: limits that go by time or by garbage. */
  static final String BY_CHANCE = "stopped: ";

  private static final Limits LIMITS =
      Limits.none()
          .steps(20_000)
          .callDepth(200)
          .deadline(DEADLINE)
          .tensorBytes(16L << 20)
          .bytes(32L << 20)
          .length(100_000)
          .graphNodes(20_000)
          .output(100_000);

  /** What {@code repr} says of an object's identity. */
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+");

  /** How limits are told that are reached at the same place each time. */
  private static final List<String> STEADY =
      List.of("steps", "characters", "would be too long", "calls inside each other");

  private Trial() {}

  /** What a program says, and how it ends; whatever is not as it must be is a {@link Finding}. */
  public static String outcome(String program) {
    StringWriter out = new StringWriter();
    List<String> warnings = new ArrayList<>();
    Grad.Builder builder =
        Grad.builder()
            .out(out)
            .warnings(warning -> warnings.add(warning.summary()))
            .seed(1)
            .threads(1)
            .limits(LIMITS);
    String end;
    try (Grad grad = builder.build()) {
      end = end(grad, program);
      Finding.unless(
          grad.eval("after", "1 + 1").asLong() == 2, "the engine is not usable after " + end);
    }
    String said = out + "\n" + warnings + "\n" + end;
    return end.startsWith(BY_CHANCE) ? end : ADDRESS.matcher(said).replaceAll("0x");
  }

  private static String end(Grad grad, String program) {
    try {
      return "value: " + grad.eval("program", program);
    } catch (GradException e) {
      Finding.unless(!e.message().startsWith("a fault inside Grad"), e.rendered());
      String said = e.rendered();
      boolean chance =
          e.kind().equals("LimitError") && STEADY.stream().noneMatch(e.message()::contains);
      return chance ? BY_CHANCE + e.message() : said;
    }
  }
}
