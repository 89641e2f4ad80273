package org.gradlang.spec.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
 * Every program of {@code spec/hostile} ends as it says, in one engine for each chapter that has
 * all limits, and leaves that engine usable and the JVM as it was.
 */
@Isolated("it looks at the heap and at threads")
@Execution(ExecutionMode.SAME_THREAD)
final class HostileTest {
  private static final Path CHAPTERS = Path.of("").toAbsolutePath().resolve("hostile");

  /** Chapters of programs that only a deadline ends. */
  private static final Set<String> ENDLESS = Set.of("loops.txt", "searches.txt", "libraries.txt");

  private static final Duration SHORT = Duration.ofMillis(500);

  /** What comes to another limit does so before. */
  private static final Duration LONG = Duration.ofSeconds(6);

  /** To run one chapter alone: {@code -Dhostile.chapter=texts}, or {@code deep}. */
  private static final String CHAPTER = System.getProperty("hostile.chapter", "");

  private static Health before = Health.now();

  @BeforeAll
  static void lookAtTheJvm() {
    try (Victim victim = new Victim(LONG)) {
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
    boolean endless = ENDLESS.contains(file.getFileName().toString());
    Victim victim = new Victim(endless ? SHORT : LONG);
    Stream<DynamicNode> programs =
        programs(file).stream()
            .map(program -> dynamicTest(program.name(), () -> victim.endure(program)));
    Stream<DynamicNode> end =
        Stream.of(dynamicTest("the engine is closed", () -> assertTrue(victim.closesInTime())));
    return dynamicContainer(file.getFileName().toString(), Stream.concat(programs, end));
  }

  @TestFactory
  Stream<DynamicNode> textsThatAreDeepOrLong() {
    Victim victim = new Victim(LONG);
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
