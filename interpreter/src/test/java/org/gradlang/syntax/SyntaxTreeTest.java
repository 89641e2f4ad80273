package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form of the language and the tree that it means: trees.txt. */
final class SyntaxTreeTest {
  static List<Arguments> cases() throws IOException {
    return Cases.read("trees.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void means(String text, List<String> tree) {
    ParseResult parsed = Parser.parse(Source.of("case.grad", text));
    assertEquals(List.of(), parsed.diagnostics().stream().map(Diagnostic::summary).toList());
    assertEquals(String.join("", tree), TreeText.of(parsed.program()));
  }
}
