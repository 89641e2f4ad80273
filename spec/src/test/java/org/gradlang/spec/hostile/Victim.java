package org.gradlang.spec.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Writer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;

/** An engine with limits that is used again after each program. */
final class Victim implements AutoCloseable {
  /** Beyond the deadline: a tenth of a second to notice it, on a machine that does much else. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** So far away that a program comes to its own limit before, on any machine. */
  private static final Duration FAR = Duration.ofMinutes(2);

  private static final Duration NEAR = Duration.ofMillis(150);

  /** So small that a program comes to them in less than a second. */
  private static final Limits SMALL =
      Limits.none()
          .steps(400_000)
          .callDepth(400)
          .tensorBytes(12 << 20)
          .bytes(20 << 20)
          .length(200_000)
          .graphNodes(10_000)
          .output(100_000);

  /** So large that a program does not come to them in the time that it has. */
  private static final Limits LARGE =
      Limits.none().callDepth(400).tensorBytes(256 << 20).bytes(256 << 20).length(2_000_000);

  /** Gives 9 where variables, lists, texts, tensors and gradients are as they should be. */
  private static final String PROBE =
      """
      let probe = tensor([0., 0., 0.], requires_grad=True)
      (probe * tensor([1., 2., 3.])).sum().backward()
      known.append(known[0] + known[1] + known[2] + len("a" + "bc"))
      int(probe.grad.sum().item()) - 6 + known.pop()
      """;

  /** Words that only Java would say. */
  private static final Pattern JAVA =
      Pattern.compile(
          "java\\.(lang|util|io)\\.|Exception|fault"
              + " inside|StackOverflow|OutOfMemory|org\\.gradlang");

  private final Grad grad;
  private final Duration longest;

  /** One for programs that come to an end of their own, or to a limit that is no matter of time. */
  static Victim patient() {
    return new Victim(SMALL, FAR);
  }

  /** One for programs that only the deadline ends. */
  static Victim hurried() {
    return new Victim(LARGE, NEAR);
  }

  private Victim(Limits limits, Duration deadline) {
    longest = deadline.plus(PATIENCE);
    grad =
        Grad.builder()
            .out(Writer.nullWriter())
            .limits(limits.deadline(deadline))
            .threads(2)
            .seed(1)
            .function("host_eval(code: str)", call -> call.grad().eval(call.text("code")).content())
            .function("host_call(f: fn)", call -> call.value("f").call().content())
            .function(
                "host_fail()",
                call -> {
                  throw new IllegalArgumentException("the host does not want this");
                })
            .build();
    grad.eval("let known = [1, 2, 3]");
  }

  /** Runs a program, which must end in time as it may, and the probe after it. */
  void endure(HostileProgram program) {
    long start = System.nanoTime();
    String kind = "";
    String message = "";
    try {
      grad.eval(program.text());
    } catch (GradException e) {
      kind = e.kind();
      message = e.message();
      assertFalse(JAVA.matcher(message).find(), "Java's words: " + message);
      assertFalse(e.rendered().isEmpty());
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    String end = kind.isEmpty() ? "it came to its end" : kind + ": " + message;
    forget();
    assertTrue(program.mayEnd(kind, message), () -> "not as it should: " + end);
    assertTrue(taken.compareTo(longest) < 0, () -> "took " + taken + ": " + end);
    probe();
  }

  /** Lets go of what a program left in its variables; those before it stay. */
  private void forget() {
    for (String name : grad.names()) {
      if (!name.equals("known")) {
        grad.set(name, false);
      }
    }
  }

  /** The engine computes what it should. */
  void probe() {
    assertEquals(9, grad.eval(PROBE).asLong(), "the engine is not usable any more");
  }

  /** Ends the engine, which takes no time. */
  boolean closesInTime() {
    long start = System.nanoTime();
    close();
    return System.nanoTime() - start < 1_000_000_000L;
  }

  @Override
  public void close() {
    grad.close();
  }
}
