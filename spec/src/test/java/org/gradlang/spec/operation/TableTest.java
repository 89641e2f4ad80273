package org.gradlang.spec.operation;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gradlang.Grad;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation is declared completely: documentation, samples that run, and its gradient. */
final class TableTest {
  private static final int LONGEST = 100;
  private static final ThreadLocal<Grad> ENGINE = ThreadLocal.withInitial(Grad::create);

  @TestFactory
  Stream<DynamicTest> declarations() {
    return Operations.all().stream()
        .map(op ->
            DynamicTest.dynamicTest(
                op.name(),
                () ->
                    assertAll(
                        () -> documentation(op.documentation()),
                        () -> samples(op),
                        () -> gradient(op),
                        () -> parameters(op))));
  }

  private static void documentation(String text) {
    assertTrue(text.endsWith("."), "ends with a full stop: " + text);
    assertFalse(text.contains("\n"), "is one line: " + text);
    assertTrue(text.length() <= LONGEST, "is short: " + text);
  }

  /** They are calls of the operation, and run as they stand. */
  private static void samples(Op op) {
    boolean derived = GradientCheck.plain(op) != op;
    assertTrue(derived || !op.samples().isEmpty(), "has samples");
    String name = op.isFunction() ? op.path() : "." + op.name();
    for (String text : op.samples()) {
      String callee = Sample.parse(text).callee();
      assertTrue(
          callee.equals(name) || op.isMethod() && callee.equals("." + op.name()),
          "is a sample of another operation: " + text);
      ENGINE.get().eval(text);
    }
  }

  private static void gradient(Op op) {
    assertEquals(List.of(), op.undecided(), "has neither a gradient nor says notDifferentiable()");
  }

  /** What a declaration says about parameters is about parameters that there are. */
  private static void parameters(Op op) {
    Set<String> known = new HashSet<>();
    op.signatures().forEach(s -> s.parameters().forEach(p -> known.add(p.name())));
    assertTrue(known.containsAll(op.gradients().constants()), "constant() names no parameter");
    assertTrue(known.containsAll(op.gradients().unread()), "unread() names no parameter");
  }

  @Test
  void aNameBelongsToOneOperation() {
    Set<Op> chapters = new HashSet<>();
    Operations.chapters().forEach(chapter -> chapters.addAll(chapter.operations()));
    assertEquals(chapters, Set.copyOf(Operations.all()));
  }
}
