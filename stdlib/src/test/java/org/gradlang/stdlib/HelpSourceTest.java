package org.gradlang.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import org.gradlang.Grad;
import org.junit.jupiter.api.Test;

/** {@code help(x, source=True)} of what the user wrote. */
final class HelpSourceTest {
  private static final String SCRIPT =
      """
      ## Adds two numbers.
      ##
      ## As everybody knows.
      fn add(a, b=2) {
          # the sum
          a + b
      }
      module Twice() {
          ## Doubles.
          fn forward(x) { x * 2 }
      }
      """;

  @Test
  void aFunctionHasItsDocumentationAbove() {
    assertEquals(
        """
        # net.grad:4
        ## Adds two numbers.
        ##
        ## As everybody knows.
        fn add(a, b=2) {
            # the sum
            a + b
        }
        """,
        help("add"));
  }

  @Test
  void aMethodIsNotIndented() {
    assertEquals(
        """
        # net.grad:10
        ## Doubles.
        fn forward(x) { x * 2 }
        """,
        help("Twice().forward"));
  }

  @Test
  void anInstanceHasTheSourceOfItsModule() {
    assertEquals(
        """
        # net.grad:8
        module Twice() {
            ## Doubles.
            fn forward(x) { x * 2 }
        }
        """,
        help("Twice()"));
  }

  @Test
  void aLambdaIsWhatStandsInTheLine() {
    assertEquals("# net.grad:12\nx -> x + 1\n", help("x -> x + 1"));
  }

  private static String help(String value) {
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).build()) {
      grad.eval("net.grad", SCRIPT + "help(" + value + ", source=True)\n");
    }
    return out.toString();
  }
}
