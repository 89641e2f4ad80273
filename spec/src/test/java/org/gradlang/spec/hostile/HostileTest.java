package org.gradlang.spec.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every program of {@code spec/hostile} ends as it says, in an engine with all limits that its
 * chapter shares, and leaves that engine usable and the JVM as it was. What only time ends runs in
 * another one, whose deadline is near and whose steps are not limited.
 */
@Isolated("it looks at the heap and at threads")
@Execution(ExecutionMode.SAME_THREAD)
final class HostileTest {
  private static final Path CHAPTERS = Path.of("").toAbsolutePath().resolve("hostile");

  /** To run one chapter alone: {@code -Dhostile.chapter=texts}, or {@code deep}. */
  private static final String CHAPTER = System.getProperty("hostile.chapter", "");

  private static Health before = Health.now();

  @BeforeAll
  static void lookAtTheJvm() {
    try (Victim victim = Victim.patient()) {
      victim.probe(); // what is loaded once stays
    }
    before = Health.now();
  }

  @AfterAll
  static void theJvmIsAsItWas() throws InterruptedException {
    before.assertStillSo();
  }

  @TestFactory
  Stream<DynamicContainer> chapters() throws IOException {
    try (Stream<Path> files = Files.list(CHAPTERS)) {
      return files
          .filter(file -> file.getFileName().toString().contains(CHAPTER))
          .sorted()
          .map(HostileTest::chapter)
          .toList()
          .stream();
    }
  }

  private static DynamicContainer chapter(Path file) {
    Victim patient = Victim.patient();
    Victim hurried = Victim.hurried();
    Stream<DynamicNode> programs =
        programs(file).stream()
            .map(program ->
                dynamicTest(
                    program.name(),
                    () -> (program.isEndless() ? hurried : patient).endure(program)));
    Stream<DynamicNode> end =
        Stream.of(
            dynamicTest(
                "the engines are closed",
                () -> assertTrue(patient.closesInTime() && hurried.closesInTime())));
    return dynamicContainer(file.getFileName().toString(), Stream.concat(programs, end));
  }

  @TestFactory
  Stream<DynamicNode> textsThatAreDeepOrLong() {
    Victim victim = Victim.patient();
    return DeepTexts.all().stream()
        .filter(program -> "deep".contains(CHAPTER))
        .map(program -> dynamicTest(program.name(), () -> victim.endure(program)));
  }

  private static List<HostileProgram> programs(Path file) {
    try {
      return HostileProgram.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
