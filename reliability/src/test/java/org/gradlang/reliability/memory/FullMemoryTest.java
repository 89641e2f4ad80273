package org.gradlang.reliability.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs without limits in a small JVM: that its memory is full ends them, not their engine. */
@Timeout(120)
final class FullMemoryTest {
  /** A host with such a program, in a JVM of its own. */
  static final class Host {
    private Host() {}

    public static void main(String[] programs) {
      try (Grad grad = Grad.builder().threads(2).build()) {
        for (String program : programs) {
          try {
            grad.eval(program);
          } catch (GradException e) {
            System.out.println(e.getMessage().lines().findFirst().orElse(""));
          }
          System.out.println(grad.eval("1 + 2").asLong());
          grad.eval("kept = []");
          System.out.println(grad.eval("ones(3 * 10 ** 6).sum().item()").asDouble());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "let kept = []\nwhile True { kept.append(zeros(2 ** 22)) }",
        "let kept = []\nwhile True { try { kept.append(zeros(2 ** 22)) } catch e { kept = [] } }",
        "let kept = []\nwhile True { kept.append(ones(10 ** 6)) }",
        "fn hold() { let all = []\n while True { all.append(zeros(10)) } }\nlet kept = []\nhold()",
        "fn hold() { let all = []\n while True { all.append([1.5]) } }\nlet kept = []\nhold()",
        "fn hold() { let t = 'ab'\n while True { t = t + t } }\nlet kept = []\nhold()",
        "let kept = []\nfn hold(x) { while True { x = cat([x, x]) } }\nhold(ones(9))",
        """
        let kept = []
        let w = ones(8000, 1000, requires_grad=True)
        w.exp().exp().sum().backward()
        """,
      })
  void whatFillsItIsStopped(String program) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                Host.class.getName(),
                program)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    List<String> lines = output.lines().toList();
    assertTrue(
        lines
            .getFirst()
            .matches("LimitError: .*: the memory that Java may use is full: [0-9.]+ MB"),
        output);
    assertEquals(List.of("3", "3000000.0"), lines.subList(1, lines.size()));
  }
}
