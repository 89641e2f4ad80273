package org.gradlang.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A table of cases in a text file: some lines of Grad, then lines that begin with {@code " => "}
 * and say what comes of them, then an empty line.
 */
final class Cases {
  private static final String ARROW = "  => ";

  private Cases() {}

  /** Each case as its text and the list of its results. */
  static List<Arguments> read(String file) throws IOException {
    List<Arguments> cases = new ArrayList<>();
    List<String> text = new ArrayList<>();
    List<String> results = new ArrayList<>();
    for (String line : (content(file) + "\n").split("\n", -1)) {
      if (line.startsWith(ARROW)) {
        results.add(line.substring(ARROW.length()));
      } else if (!results.isEmpty() && line.isEmpty()) {
        cases.add(Arguments.of(String.join("\n", text), List.copyOf(results)));
        text.clear();
        results.clear();
      } else {
        text.add(line);
      }
    }
    return cases;
  }

  private static String content(String file) throws IOException {
    try (InputStream in = Cases.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
    }
  }
}
