package org.gradlang.reliability.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.gradlang.Grad;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.syntax.Lexeme;

/**
 * The words that programs are made of: those of the grammar, of Grad's library, and values at
 * edges.
 */
final class Vocabulary {
  private static final List<String> SIGNS =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ";",
          ".",
          "...",
          "->",
          "|>",
          "=",
          "+=",
          "-=",
          "*=",
          "/=",
          "//=",
          "%=",
          "@=",
          "**=",
          "&=",
          "|=",
          "^=",
          "==",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "+",
          "-",
          "*",
          "/",
          "//",
          "%",
          "@",
          "**",
          "&",
          "|",
          "^",
          "~",
          "!",
          "?",
          "\\",
          "#",
          "\n",
          "f\"",
          "{x}",
          "{x!r}",
          "{x:>8.3f}",
          "\"",
          "'",
          "\"\"\"",
          "\\n",
          "\\u0041",
          "\\x41",
          "_");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "-1",
          "7",
          "64",
          "1000",
          "65536",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "0x7f",
          "0b101",
          "1_000",
          "0.5",
          "1e-3",
          "1e308",
          "1e400",
          "float(\"inf\")",
          "float(\"nan\")");

  /** What random programs call things, so that they meet. */
  private static final List<String> NAMES =
      List.of(
          "x",
          "y",
          "z",
          "f",
          "g",
          "i",
          "n",
          "xs",
          "d",
          "s",
          "t",
          "w",
          "e",
          "self",
          "forward",
          "Net",
          "m",
          "o",
          "key",
          "args",
          "kwargs",
          "grad",
          "data",
          "shape",
          "kind",
          "message",
          "requires_grad",
          "dim",
          "keepdim",
          "dtype",
          "float64",
          "int64",
          "bool",
          "names",
          "backward");

  private static final List<String> PHRASES =
      List.of(
          "for i in range(3) { ",
          "for k, v in d.items() { ",
          "while x < 3 { ",
          "if x { ",
          "} else { ",
          "try { ",
          "} catch e { ",
          "} finally { ",
          "fn f(x, y=1, *args, **kwargs) { ",
          "x -> ",
          "(x, y) -> ",
          "module Net(n) { ",
          "fn forward(x) { ",
          "no_grad { ",
          "let x = ",
          "let (x, *y) = ",
          "return ",
          "raise ValueError(\"no\")",
          "import math",
          "import torch",
          "randn(2, 3, requires_grad=True)",
          "tensor([1.0, 2.0])",
          "zeros(3)",
          "arange(6).view(2, 3)",
          ".backward()",
          "[x for x in xs if x]",
          "{k: v for k, v in d}",
          "x[1:, ...]",
          "x[::-1]",
          "x[None, :, -1]",
          "nn.Linear(2, 3)",
          "optim.SGD(",
          "print(",
          ".register_hook(g -> g * 2)",
          "str(x)",
          "range(10)",
          "enumerate(",
          "zip(",
          "sorted(");

  private static final List<String> GLOBALS = known();
  private static final List<String> OPERATIONS =
      Operations.all().stream().map(Op::name).distinct().sorted().toList();
  private static final List<String> ALL = all();

  private Vocabulary() {}

  /** All of them, always in the same order. */
  static List<String> words() {
    return ALL;
  }

  /** The functions and namespaces that are always there. */
  static List<String> globals() {
    return GLOBALS;
  }

  /** The operations, which are methods of tensors too. */
  static List<String> operations() {
    return OPERATIONS;
  }

  private static List<String> known() {
    try (Grad grad = Grad.create()) {
      return List.copyOf(grad.knownNames());
    }
  }

  private static List<String> all() {
    SequencedSet<String> words = new LinkedHashSet<>();
    Stream.of(SIGNS, NUMBERS, NAMES, PHRASES, Lexeme.keywords(), GLOBALS, OPERATIONS)
        .forEach(words::addAll);
    return List.copyOf(new ArrayList<>(words));
  }
}
