package org.gradlang.spec.operation;

import java.util.stream.Stream;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation's first and second derivatives agree with differences, on its samples. */
final class GradientTest {
  private static final ThreadLocal<GradientCheck> CHECK =
      ThreadLocal.withInitial(GradientCheck::new);

  @TestFactory
  Stream<DynamicTest> operations() {
    return Operations.all().stream()
        .map(op -> DynamicTest.dynamicTest(name(op), () -> CHECK.get().check(op)));
  }

  private static String name(Op op) {
    return op.isFunction() ? op.name() : "." + op.name();
  }
}
