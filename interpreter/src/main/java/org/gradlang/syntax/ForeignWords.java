package org.gradlang.syntax;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import org.gradlang.grammar.GradLexer;

/** Words and operators of other languages, and what Grad has in their place. */
public final class ForeignWords {
  private ForeignWords() {}

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry(
              "del", "to remove an element, write `d.pop(key)`; to let go of a value, assign None"),
          entry("global", "a function may assign to an outer variable without announcing it"),
          entry("nonlocal", "a function may assign to an outer variable without announcing it"),
          entry("with", "for `with torch.no_grad():` write `no_grad { ... }`"),
          entry("def", "write `fn name(x) { ... }`"),
          entry("function", "write `fn name(x) { ... }`"),
          entry("func", "write `fn name(x) { ... }`"),
          entry("class", "write `module Name(x) { ... }`"),
          entry("lambda", "write `x -> ...` or `(x, y) -> ...`"),
          entry("elif", "write `else if`"),
          entry("from", "write `import torch.nn as nn`, or `import \"file.grad\" as file`"),
          entry("yield", "make a list and return it"),
          entry("async", "everything runs in order"),
          entry("await", "everything runs in order"),
          entry("var", "write `let x = ...`"),
          entry("const", "write `let x = ...`"),
          entry("pass", "an empty block is `{ }`"),
          entry("except", "write `try { ... } catch e { ... }`"),
          entry("switch", "write `if c { ... } else if d { ... } else { ... }`"),
          entry("match", "write `if c { ... } else if d { ... } else { ... }`"),
          entry("new", "call the constructor: `Net()`"));

  private static final Map<Integer, String> OPERATORS =
      Map.of(
          GradLexer.DOUBLE_AMPERSAND, "write `and`",
          GradLexer.DOUBLE_BAR, "write `or`",
          GradLexer.BANG, "write `not x`, or `~x` for a tensor",
          GradLexer.SHIFT_LEFT, "write `x * 2 ** n`",
          GradLexer.SHIFT_RIGHT, "write `x // 2 ** n`",
          GradLexer.FAT_ARROW, "write `->`",
          GradLexer.TRIPLE_EQUAL, "write `==`, or `is` for the same object",
          GradLexer.QUESTION, "write `if c { a } else { b }`");

  private static final Map<Integer, String> CHARACTERS =
      Map.ofEntries(
          entry(0x201C, "write `\"`"),
          entry(0x201D, "write `\"`"),
          entry(0x201E, "write `\"`"),
          entry(0x2018, "write `'`"),
          entry(0x2019, "write `'`"),
          entry((int) '`', "write `\"` or `'`"),
          entry(0x00D7, "write `*`"),
          entry(0x00B7, "write `*` or `@`"),
          entry(0x00F7, "write `/`"),
          entry(0x2212, "write `-`"),
          entry(0x2013, "write `-`"),
          entry(0x2014, "write `-`"),
          entry(0x2264, "write `<=`"),
          entry(0x2265, "write `>=`"),
          entry(0x2260, "write `!=`"),
          entry(0x2192, "write `->`"),
          entry(0x2208, "write `in`"),
          entry(0x00AC, "write `not`"),
          entry(0x2227, "write `and`"),
          entry(0x2228, "write `or`"),
          entry(0x221E, "write `inf`"),
          entry(0x00B2, "write `** 2`"),
          entry(0x00B3, "write `** 3`"),
          entry(0x00A0, "this is a no-break space: write a plain one"),
          entry(0x200B, "this is an invisible space: delete it"),
          entry(0x3000, "this is a wide space: write a plain one"),
          entry(0xFF08, "write `(`"),
          entry(0xFF09, "write `)`"),
          entry(0xFF0C, "write `,`"));

  /** What to write instead of a keyword of another language. */
  public static Optional<String> replacement(String word) {
    return Optional.ofNullable(WORDS.get(word));
  }

  /** How an error speaks of a word that has a {@link #replacement}. */
  public static String message(String word) {
    return "`" + word + "` is not in the language";
  }

  /** What to write instead of an operator of another language, by its token type. */
  static Optional<String> operator(int type) {
    return Optional.ofNullable(OPERATORS.get(type));
  }

  /** What to write instead of a character that looks like one of the language. */
  static Optional<String> character(int character) {
    return Optional.ofNullable(CHARACTERS.get(character));
  }
}
