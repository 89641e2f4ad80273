package org.gradlang.spec.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every program of {@code spec/hostile} ends as it says, in one of the engines with all limits that
 * its chapter shares, and leaves that engine usable and the JVM as it was. What only time ends runs
 * in other ones, whose deadline is near and whose steps are not limited.
 */
@Isolated("it looks at the heap and at threads")
@Execution(ExecutionMode.SAME_THREAD)
final class HostileTest {
  private static final Path CHAPTERS = Path.of("").toAbsolutePath().resolve("hostile");

  /** To run one chapter alone: {@code -Dhostile.chapter=texts}, or {@code deep}. */
  private static final String CHAPTER = System.getProperty("hostile.chapter", "");

  /**
   * Engines that take turns. Each may have garbage collected for a quarter of the time; of one
   * alone the chapter about memory waited for 34 of its 46 seconds.
   */
  private static final int VICTIMS = 8;

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
    Queue<Victim> patient = victims(Victim::patient);
    Queue<Victim> hurried = victims(Victim::hurried);
    Stream<DynamicNode> programs =
        programs(file).stream()
            .map(program -> test(program, program.isEndless() ? hurried : patient));
    Stream<DynamicNode> end =
        Stream.concat(List.copyOf(patient).stream(), List.copyOf(hurried).stream())
            .map(victim ->
                dynamicTest("an engine is closed", () -> assertTrue(victim.closesInTime())));
    return dynamicContainer(file.getFileName().toString(), Stream.concat(programs, end));
  }

  private static Queue<Victim> victims(Supplier<Victim> made) {
    return Stream.generate(made).limit(VICTIMS).collect(Collectors.toCollection(ArrayDeque::new));
  }

  private static DynamicTest test(HostileProgram program, Queue<Victim> victims) {
    return dynamicTest(
        program.name(),
        () -> {
          Victim victim = victims.remove();
          victims.add(victim);
          victim.endure(program);
        });
  }

  @TestFactory
  Stream<DynamicNode> textsThatAreDeepOrLong() {
    Queue<Victim> victims = victims(Victim::patient);
    return DeepTexts.all().stream()
        .filter(program -> "deep".contains(CHAPTER))
        .map(program -> test(program, victims));
  }

  private static List<HostileProgram> programs(Path file) {
    try {
      return HostileProgram.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
