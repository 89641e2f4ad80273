package org.gradlang.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A computation for Grad and for Python. Both texts declare {@code run(n)}, which computes n times,
 * and {@code outcome()}, a list of tensors or numbers computed from a fresh start.
 */
public record Program(String grad, String python) {
  /**
   * An expression, whose value is the outcome. The text is Python's; Grad's follows from it.
   *
   * @param setup assignments, one in a line
   */
  static Program of(String setup, String expression) {
    return statements(setup, "result = " + expression, "[result]");
  }

  /**
   * A statement.
   *
   * @param outcome a list of what to compare, after the statement has run once
   */
  static Program statements(String setup, String statement, String outcome) {
    String python =
        setup
            + "\ndef run(n):\n    result = None\n    for i in range(n):\n        "
            + statement
            + "\n    return result\n\ndef outcome():\n    result = run(1)\n    return "
            + outcome
            + "\n";
    String body = statement.replace("torch.nn.functional.", "").replace("torch.", "");
    String grad =
        setup
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.matches("\\w+ = .*") ? "let " + line : line)
                .collect(Collectors.joining("\n"))
                .replace("torch.nn.functional.", "")
                .replace("torch.", "")
            + "\nfn run(n) { let result = None; for i in range(n) { "
            + body
            + " }; result }\nfn outcome() { let result = run(1); "
            + outcome.replace("torch.", "")
            + " }\n";
    return new Program(grad, python);
  }

  /** The files {@code programs/NAME.grad} and {@code programs/NAME.py}. */
  static Program files(String name) {
    Path folder = Spawned.folder().resolve("programs");
    try {
      return new Program(
          Files.readString(folder.resolve(name + ".grad")),
          Files.readString(folder.resolve(name + ".py")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
