package org.gradlang.spec.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertEquals(
        ReferencePage.text(),
        Files.exists(PAGE) ? Files.readString(PAGE) : "",
        "docs/operations.md is out of date: run tools/operations");
  }
}
