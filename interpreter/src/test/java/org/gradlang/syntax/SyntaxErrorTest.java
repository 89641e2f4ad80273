package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.gradlang.resolve.Checked;
import org.gradlang.resolve.Known;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake, its exact place, and the words for it: errors.txt. */
final class SyntaxErrorTest {
  /** All of the names that the table uses without declaring them. */
  private static final Set<String> NAMES =
      Set.of(
          "print", "x", "xs", "a", "b", "c", "f", "d", "y", "z", "map", "sum", "torch", "nn", "i",
          "j", "k", "p", "e");

  static List<Arguments> cases() throws IOException {
    return Cases.read("errors.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reports(String text, List<String> errors) {
    Checked checked = Checked.check(Source.of("case.grad", text + "\n"), Known.file(NAMES));
    assertEquals(errors, checked.diagnostics().stream().map(SyntaxErrorTest::line).toList());
  }

  private static String line(Diagnostic diagnostic) {
    String kind = diagnostic.kind().equals("SyntaxError") ? "" : diagnostic.kind() + " ";
    return kind + diagnostic.summary();
  }
}
