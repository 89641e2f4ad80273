package org.gradlang.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradlang.repl.conformance.ConformanceScript;
import org.gradlang.repl.conformance.ConformanceScript.Verdict;
import org.gradlang.repl.conformance.EngineRunner;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every script below {@code spec/} behaves as it says, but for those in {@code pending.txt}. */
final class ConformanceTest {
  private static final Path SPEC = Path.of("").toAbsolutePath();
  private static final EngineRunner RUNNER = new EngineRunner(OptionalLong.empty());

  @TestFactory
  Stream<DynamicTest> scripts() throws IOException {
    Set<String> pending = pending();
    return all().stream()
        .map(script ->
            DynamicTest.dynamicTest(
                name(script), () -> judge(script, pending.contains(name(script)))));
  }

  private static void judge(ConformanceScript script, boolean pending) {
    Verdict verdict = script.judge(RUNNER);
    if (pending && verdict.passed()) {
      fail("this passes: take it out of pending.txt");
    }
    if (!pending && !verdict.passed()) {
      fail(verdict.explanation());
    }
  }

  @Test
  void pendingScriptsExist() throws IOException {
    Set<String> unknown = new TreeSet<>(pending());
    all().forEach(script -> unknown.remove(name(script)));
    assertEquals(Set.of(), unknown);
  }

  private static List<ConformanceScript> all() throws IOException {
    return ConformanceScript.find(List.of(SPEC));
  }

  private static String name(ConformanceScript script) {
    return SPEC.relativize(script.file()).toString();
  }

  private static Set<String> pending() throws IOException {
    try (Stream<String> lines = Files.lines(SPEC.resolve("pending.txt"))) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }
}
