package org.gradlang.reliability.fuzz;

import java.util.List;
import java.util.function.Supplier;

/** Writes expressions of a kind, by choices that somebody else makes. */
final class ExpressionMaker {
  private static final int DEEPEST = 4;

  private static final List<String> INTS =
      List.of("0", "1", "2", "-1", "3", "7", "len(xs)", "255", "2147483648", "9223372036854775807");
  private static final List<String> NUMBERS =
      List.of("0.5", "1.0", "-2.5", "1e-3", "1e300", "3", "math.pi", "inf", "nan", "0.0");
  private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "//", "%", "**");
  private static final List<String> COMPARISONS =
      List.of("==", "!=", "<", "<=", ">", ">=", "is", "in");
  private static final List<String> TENSORS =
      List.of(
          "w",
          "ones(2, 3)",
          "randn(3)",
          "arange(6).view(2, 3)",
          "tensor(1.5)",
          "rand(2, 1)",
          "tensor([1, 2, 3])",
          "tensor([True, False, True])",
          "zeros(2, 3, dtype=float64)",
          "empty(0)",
          "eye(3)",
          "randn(2, 3)[:, 1:]",
          "randn(3, 2).t()");
  private static final List<String> UNARY =
      List.of(
          "abs",
          "exp",
          "log",
          "tanh",
          "sigmoid",
          "relu",
          "sqrt",
          "neg",
          "sin",
          "t",
          "contiguous",
          "detach",
          "clone",
          "cumsum(0)",
          "softmax(-1)",
          "sum(-1)",
          "mean()",
          "max(0)[0]",
          "sort()[0]",
          "argmax()",
          "unsqueeze(0)",
          "flatten()",
          "transpose(0, -1)",
          "view(-1)",
          "float()",
          "long()",
          "bool()",
          "double()",
          "std()",
          "prod()",
          "norm()",
          "squeeze()",
          "flip(0)",
          "unique()");
  private static final List<String> TEXTS =
      List.of(
          "\"\"", "\"abc\"", "'x y z'", "str(n)", "f\"{n:>5}|{w.shape}\"", "repr(xs)", "\"é\\n\"");
  private static final List<String> TEXT_METHODS =
      List.of(
          "upper()",
          "strip()",
          "replace(\"a\", \"bb\")",
          "split()",
          "find(\"b\")",
          "title()",
          "join([\"1\", \"2\"])",
          "center(9, \"*\")",
          "startswith(\"a\")",
          "encode()",
          "format(1, 2)");

  private final Choices choices;
  private final Supplier<List<ProgramMaker.Variable>> visible;
  private int depth;

  ExpressionMaker(Choices choices, Supplier<List<ProgramMaker.Variable>> visible) {
    this.choices = choices;
    this.visible = visible;
  }

  /** An expression whose value is of that kind, mostly. */
  String of(Kind kind) {
    depth++;
    try {
      return written(kind);
    } finally {
      depth--;
    }
  }

  private String written(Kind kind) {
    List<String> known =
        visible.get().stream().filter(v -> v.kind().serves(kind)).map(v -> v.name()).toList();
    int choice = choices.below(16);
    if (choice < 5 && !known.isEmpty()) {
      return choices.of(known);
    }
    if (choice == 15 && depth < DEEPEST) {
      return anything(kind);
    }
    return switch (kind) {
      case INT -> number(INTS, choice);
      case NUMBER -> number(NUMBERS, choice);
      case BOOL -> truth(choice);
      case TEXT -> text(choice);
      case LIST -> list(choice);
      case DICT -> dict(choice);
      case TENSOR -> tensor(choice);
      case FUNCTION -> function(choice);
    };
  }

  private boolean isPlain(int choice) {
    return choice < 8 || depth >= DEEPEST;
  }

  private String anything(Kind kind) {
    return switch (choices.below(6)) {
      case 0 -> "(if " + of(Kind.BOOL) + " { " + of(kind) + " } else { " + of(kind) + " })";
      case 1 -> "(" + of(Kind.FUNCTION) + ")(" + of(Kind.NUMBER) + ", " + of(Kind.NUMBER) + ")";
      case 2 -> "(" + of(Kind.LIST) + ")[" + of(Kind.INT) + "]";
      case 3 -> choices.of(Vocabulary.globals()) + "(" + of(choices.of(Kind.ALL)) + ")";
      case 4 -> "(" + of(choices.of(Kind.ALL)) + " |> " + of(Kind.FUNCTION) + ")";
      default -> "no_grad { " + of(kind) + " }";
    };
  }

  private String number(List<String> plain, int choice) {
    if (isPlain(choice)) {
      return choices.of(plain);
    }
    return switch (choice) {
      case 8 -> "abs(" + of(Kind.NUMBER) + ")";
      case 9 -> "len(" + of(choices.of(List.of(Kind.LIST, Kind.TEXT, Kind.DICT))) + ")";
      case 10 -> "(" + of(Kind.TENSOR) + ").sum().item()";
      case 11 -> choices.of(List.of("int", "float", "round")) + "(" + of(Kind.NUMBER) + ")";
      case 12 -> "-" + of(plain == INTS ? Kind.INT : Kind.NUMBER);
      default -> infix(plain == INTS ? Kind.INT : Kind.NUMBER, ARITHMETIC);
    };
  }

  private String infix(Kind kind, List<String> operators) {
    return "(" + of(kind) + " " + choices.of(operators) + " " + of(kind) + ")";
  }

  private String truth(int choice) {
    if (isPlain(choice)) {
      return choices.of(List.of("True", "False", "(n > 2)", "(n < 2)", "(not xs)", "xs"));
    }
    return switch (choice) {
      case 8, 9 -> infix(Kind.BOOL, List.of("and", "or", "==", "&", "^"));
      case 10 -> "(not " + of(Kind.BOOL) + ")";
      case 11 -> "isinstance(" + of(choices.of(Kind.ALL)) + ", int)";
      default -> infix(choices.of(Kind.ALL), COMPARISONS);
    };
  }

  private String text(int choice) {
    if (isPlain(choice)) {
      return choices.of(TEXTS);
    }
    return switch (choice) {
      case 8 -> "str(" + of(choices.of(Kind.ALL)) + ")";
      case 9 -> "f\"{" + of(choices.of(List.of(Kind.INT, Kind.TENSOR))) + "}\"";
      case 10 -> "(" + of(Kind.TEXT) + ")[" + slice() + "]";
      case 11 -> "(" + of(Kind.TEXT) + " * " + choices.below(9) + ")";
      case 12 -> "(" + of(Kind.TEXT) + ")." + choices.of(TEXT_METHODS);
      default -> infix(Kind.TEXT, List.of("+"));
    };
  }

  private String list(int choice) {
    if (isPlain(choice)) {
      return choices.of(
          List.of("xs", "[]", "[1, 2, 3]", "list(range(5))", "(1, \"b\")", "[[1], [2]]"));
    }
    String element = of(choices.of(Kind.ALL));
    return switch (choice) {
      case 8 -> "[" + element + ", " + of(choices.of(Kind.ALL)) + "]";
      case 9 -> "[k for k in " + of(Kind.LIST) + " if " + of(Kind.BOOL) + "]";
      case 10 -> "[(k, " + element + ") for k in range(" + choices.below(9) + ")]";
      case 11 -> "(" + of(Kind.LIST) + ")[" + slice() + "]";
      case 12 -> "sorted(" + of(Kind.LIST) + ", key=str)";
      case 13 -> "list(zip(" + of(Kind.LIST) + ", " + of(Kind.LIST) + "))";
      default -> infix(Kind.LIST, List.of("+"));
    };
  }

  private String dict(int choice) {
    if (isPlain(choice)) {
      return choices.of(List.of("{}", "{\"a\": 1, \"b\": 2}", "dict(enumerate(xs))", "{1: xs}"));
    }
    String value = of(choices.of(Kind.ALL));
    return switch (choice) {
      case 8, 9 -> "{k: " + value + " for k in " + of(Kind.LIST) + "}";
      case 10 -> "{**" + of(Kind.DICT) + ", \"z\": " + value + "}";
      default -> "{" + of(Kind.TEXT) + ": " + value + "}";
    };
  }

  private String tensor(int choice) {
    if (isPlain(choice)) {
      return choices.of(TENSORS);
    }
    return switch (choice) {
      case 8 -> "(" + of(Kind.TENSOR) + ")[" + subscript() + "]";
      case 9 -> "(" + of(Kind.TENSOR) + " @ " + of(Kind.TENSOR) + ")";
      case 10 -> "(" + of(Kind.TENSOR) + " " + choices.of(ARITHMETIC) + " " + of(Kind.NUMBER) + ")";
      case 11 -> method(choices.of(UNARY));
      case 12 -> method(choices.of(Vocabulary.operations()) + "(" + arguments() + ")");
      case 13 -> "where(" + infix(Kind.TENSOR, COMPARISONS) + ", " + of(Kind.TENSOR) + ", 0)";
      default -> infix(Kind.TENSOR, ARITHMETIC);
    };
  }

  private String method(String call) {
    return "("
        + of(Kind.TENSOR)
        + ")."
        + call
        + (call.endsWith(")") || call.endsWith("]") ? "" : "()");
  }

  private String arguments() {
    return switch (choices.below(5)) {
      case 0 -> "";
      case 1 -> of(Kind.INT);
      case 2 -> of(Kind.TENSOR);
      case 3 -> of(Kind.TENSOR) + ", " + of(Kind.NUMBER);
      default -> of(Kind.INT) + ", " + of(Kind.INT);
    };
  }

  private String function(int choice) {
    String body = depth < DEEPEST ? of(choices.of(Kind.ALL)) : "1";
    return switch (choice % 5) {
      case 0 -> "(p -> p * 2)";
      case 1 -> "(p -> (" + body + "))";
      case 2 -> "((p, q=1) -> { let r = p; r + q })";
      case 3 -> "((*p) -> (" + body + "))";
      default ->
          choices.of(List.of("str", "tanh", "len", "abs", "list", "sum", "nn.ReLU()", "print"));
    };
  }

  /** What stands between the brackets behind a text or a list. */
  private String slice() {
    return choices.of(List.of("0", "-1", "1:", ":-1", "::2", "::-1", "1:3", "99", "n:n"));
  }

  /** What stands between the brackets behind a tensor. */
  String subscript() {
    return choices.of(
        List.of(
            "0", "-1", "1:", "..., 0", "None", ":, -1", "[0, 1]", "w > 0", "::2", "9", "0, 1:"));
  }
}
