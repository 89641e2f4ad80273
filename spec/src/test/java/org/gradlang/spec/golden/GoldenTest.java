package org.gradlang.spec.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradlang.spec.golden.GoldenFolder.Family;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Grad answers what PyTorch answered, but for the cases in {@code golden/pending.txt}.
 *
 * <p>{@code -Dspec.golden=FOLDER} compares with other data of the same form instead.
 */
final class GoldenTest {
  private static final Path OWN = Path.of("golden").toAbsolutePath();
  private static final String OTHER = System.getProperty("spec.golden", "");
  private static final List<FamilyTests> RUN = new ArrayList<>();

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    Path folder = OTHER.isEmpty() ? OWN : Path.of(OTHER);
    List<Family> families = new GoldenFolder(folder).families();
    assertFalse(families.isEmpty(), () -> "there is no golden data in " + folder);
    Set<String> pending = OTHER.isEmpty() ? pending() : Set.of();
    families.forEach(family -> RUN.add(new FamilyTests(family, pending)));
    return RUN.stream().map(FamilyTests::container);
  }

  /** One line for each family, which the output of the build shows. */
  @AfterAll
  static void report() {
    RUN.forEach(family -> System.out.println("golden " + family));
  }

  @Test
  void pendingCasesExist() throws IOException {
    Set<String> unknown = new TreeSet<>(pending());
    for (Family family : new GoldenFolder(OWN).families()) {
      family.cases().keySet().forEach(name -> unknown.remove(family.name() + "/" + name));
    }
    assertEquals(Set.of(), unknown);
  }

  private static Set<String> pending() throws IOException {
    try (Stream<String> lines = Files.lines(OWN.resolve("pending.txt"))) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }

  /** The tests of a family, which share an interpreter, and what became of them. */
  private static final class FamilyTests {
    private final Family family;
    private final Set<String> pending;
    private final Interpreter interpreter = new Interpreter();
    private int right;
    private int wrong;

    FamilyTests(Family family, Set<String> pending) {
      this.family = family;
      this.pending = pending;
    }

    DynamicContainer container() {
      return DynamicContainer.dynamicContainer(container ->
          container
              .displayName(family.name())
              .childExecutionMode(ExecutionMode.SAME_THREAD) // an engine has one user
              .children(family.cases().keySet().stream().map(this::test)));
    }

    private DynamicTest test(String name) {
      return DynamicTest.dynamicTest(name, () -> judge(family.name() + "/" + name, golden(name)));
    }

    private GoldenCase golden(String name) {
      return Objects.requireNonNull(family.cases().get(name));
    }

    private void judge(String name, GoldenCase golden) {
      List<String> differences = interpreter.differences(golden);
      if (differences.isEmpty()) {
        right++;
      } else {
        wrong++;
      }
      boolean expectedToFail = pending.contains(name);
      if (expectedToFail && differences.isEmpty()) {
        fail(name + " passes: take it out of golden/pending.txt");
      }
      if (!expectedToFail && !differences.isEmpty()) {
        fail(name + ": " + golden.title() + "\n" + String.join("\n", differences));
      }
    }

    @Override
    public String toString() {
      return "%-20s%5d cases, %5d right, %3d wrong"
          .formatted(family.name(), right + wrong, right, wrong);
    }
  }
}
