package org.gradlang.stdlib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradlang.syntax.ParseResult;
import org.gradlang.syntax.Parser;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.StoredTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library's files: they parse, and the index says what they declare. */
final class SourcesTest {
  private static final StandardLibrary LIBRARY = new StandardLibrary();

  static Stream<Index.Entry> entries() {
    return Contents.INDEX.entries().stream();
  }

  static Stream<Index.Entry> files() {
    return entries().filter(entry -> !entry.isBuiltIn());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyNameIsDeclaredAndDocumented(Index.Entry entry) {
    Map<String, Optional<String>> declared = documentation(parse(entry.source()));
    for (String name : entry.names()) {
      assertTrue(declared.containsKey(name), () -> entry.file() + " does not declare " + name);
      assertTrue(declared.get(name).isPresent(), () -> name + " has no documentation");
    }
  }

  @Test
  void noNameIsListedTwice() {
    List<String> names =
        entries()
            .flatMap(entry -> entry.names().stream().map(name -> entry.namespace() + "." + name))
            .toList();
    assertEquals(names.stream().distinct().toList(), names);
  }

  /** Otherwise programs that use it would parse it each time that they start. */
  @ParameterizedTest
  @MethodSource("files")
  void theBuildHasKeptItsTree(Index.Entry entry) {
    String text = LIBRARY.source(entry.source()).orElseThrow();
    byte[] tree = StoredTree.of(Source.library(entry.source(), text));
    assertArrayEquals(tree, LIBRARY.tree(entry.source()).orElseThrow());
  }

  private static List<Statement> parse(String file) {
    String text = LIBRARY.source(file).orElseThrow(() -> new AssertionError("no file " + file));
    ParseResult result = Parser.parse(Source.library(file, text));
    assertEquals(List.of(), result.diagnostics(), file);
    return result.program().statements();
  }

  private static Map<String, Optional<String>> documentation(List<Statement> statements) {
    Map<String, Optional<String>> found = new HashMap<>();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Function function) {
        found.put(function.name(), function.documentation());
      } else if (statement instanceof Statement.Module module) {
        found.put(module.name(), module.documentation());
      }
    }
    return found;
  }
}
