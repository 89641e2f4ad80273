package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A REPL asks for another line where, and only where, one could make the input right. */
final class IncompleteInputTest {
  private static boolean isIncomplete(String text) {
    return Parser.parse(Source.of("input", text)).incomplete();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "f(1,", "[1, 2;", "{", "{\"a\":", "if x {", "fn f() {\n  let a = 1", "let x =",
        "x +", "x |>", "x -> ", "(a, b) ->", "f(x -> {", "\"\"\"text", "f\"\"\"text {", "a and",
        "not", "try { x }", "x = 1\nif x {\n", "let a = [\n\n", "f\"\"\"{(1"
      })
  void asksForMore(String text) {
    assertTrue(isIncomplete(text));
    assertTrue(isIncomplete(text + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "x = 1",
        "let x",
        "x + * y (",
        "\"abc",
        "f\"abc",
        "f\"{x",
        ")",
        "(]",
        "f(1 2",
        "a b\nf(",
        "let in = (",
        "try { x } catch e { y }",
        "if x { y }",
        "if x"
      })
  void isRightOrWrongAsItIs(String text) {
    assertFalse(isIncomplete(text));
    assertFalse(isIncomplete(text + "\n"));
  }
}
