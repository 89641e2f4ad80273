package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees that are kept as bytes are the trees that the parser makes. */
final class StoredTreeTest {
  static List<Arguments> cases() throws IOException {
    return Cases.read("trees.txt");
  }

  /** Each form of the language. */
  @ParameterizedTest
  @MethodSource("cases")
  void keeps(String text, List<String> tree) {
    assertEquals(String.join("", tree), TreeText.of(kept(text).program()));
    assertIsKept(text);
  }

  @Test
  void keepsPrograms() throws IOException {
    int programs = 0;
    for (String folder : List.of("../stdlib/src/main/grad", "../examples")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".grad")).sorted().toList()) {
          assertIsKept(Files.readString(file));
          programs++;
        }
      }
    }
    assertTrue(programs > 50, programs + " programs");
  }

  @Test
  void isNotTakenForAnotherText() {
    byte[] tree = StoredTree.of(Source.of("old", "print(1)"));
    assertEquals(Optional.empty(), StoredTree.read(Source.library("new", "print(2)", tree)));
    ParseResult parsed = Parser.parse(Source.library("new", "print(2 +)", tree));
    assertEquals(1, parsed.diagnostics().size());
  }

  @Test
  void refusesErrorsAndDeepTexts() {
    for (String text : List.of("let", "(".repeat(500) + ")".repeat(500))) {
      Source source = Source.of("text", text);
      assertThrows(IllegalArgumentException.class, () -> StoredTree.of(source));
    }
  }

  private static void assertIsKept(String text) {
    ParseResult kept = kept(text);
    Source source = Source.of("text", text);
    ParseResult parsed = Parser.parse(source);
    assertEquals(parsed.program().statements(), kept.program().statements());
    assertEquals(parsed.program().span(), kept.program().span());
    assertEquals(parsed.diagnostics(), kept.diagnostics());
  }

  private static ParseResult kept(String text) {
    byte[] tree = StoredTree.of(Source.of("text", text));
    return StoredTree.read(Source.library("text", text, tree)).orElseThrow();
  }
}
