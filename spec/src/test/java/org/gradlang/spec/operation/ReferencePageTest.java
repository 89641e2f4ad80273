package org.gradlang.spec.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} says what the declarations say. */
final class ReferencePageTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().resolveSibling("docs/operations.md");

  /** With {@code -Doperations.action=write} it is written instead. */
  @Test
  void pageIsUpToDate() throws IOException {
    if (System.getProperty("operations.action", "").equals("write")) {
      Files.writeString(PAGE, ReferencePage.text());
    }
    List<String> expected = ReferencePage.text().lines().toList();
    List<String> written = Files.exists(PAGE) ? Files.readAllLines(PAGE) : List.of();
    for (int i = 0; i < Math.max(expected.size(), written.size()); i++) {
      assertEquals(
          i < expected.size() ? expected.get(i) : "",
          i < written.size() ? written.get(i) : "",
          "docs/operations.md is out of date, first in line " + (i + 1) + ": run tools/operations");
    }
  }
}
