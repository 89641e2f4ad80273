package org.gradlang.spec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.gradlang.repl.conformance.ConformanceScript;
import org.gradlang.repl.conformance.ConformanceScript.Verdict;
import org.gradlang.repl.conformance.EngineRunner;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every script below {@code spec/} behaves as it says. */
final class ConformanceTest {
  private static final Path SPEC = Path.of("").toAbsolutePath();
  private static final EngineRunner RUNNER = new EngineRunner(OptionalLong.empty());

  @TestFactory
  Stream<DynamicTest> scripts() throws IOException {
    return ConformanceScript.find(List.of(SPEC)).stream()
        .map(script -> DynamicTest.dynamicTest(name(script), () -> judge(script)));
  }

  private static void judge(ConformanceScript script) {
    Verdict verdict = script.judge(RUNNER);
    assertTrue(verdict.passed(), verdict::explanation);
  }

  private static String name(ConformanceScript script) {
    return SPEC.relativize(script.file()).toString();
  }
}
