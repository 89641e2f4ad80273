package org.gradlang.spec.hostile;

import java.util.ArrayList;
import java.util.List;

/** Programs whose text is deep, or long, beyond what anybody writes. */
final class DeepTexts {
  private static final int DEEP = 40_000;

  private final List<HostileProgram> programs = new ArrayList<>();

  private DeepTexts() {}

  static List<HostileProgram> all() {
    DeepTexts texts = new DeepTexts();
    texts.nested();
    texts.unclosed();
    texts.chained();
    texts.wide();
    return texts.programs;
  }

  private void add(String title, String text, String... ends) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String end : ends) {
      outcomes.add(Outcome.named(end));
    }
    programs.add(new HostileProgram(outcomes, title, text, 0));
  }

  private void nested(String title, String open, String inside, String close) {
    String text = open.repeat(DEEP) + inside + close.repeat(DEEP);
    add(title, text, "SyntaxError", "LimitError", "");
  }

  private void nested() {
    nested("brackets", "(", "1", ")");
    nested("lists", "[", "1", "]");
    nested("dicts", "{1: ", "1", "}");
    nested("calls", "str(", "1", ")");
    nested("indices", "[1][", "0", "]");
    nested("blocks", "if True {\n", "1", "\n}");
    nested("loops", "for i in [1] {\n", "1", "\n}");
    nested("functions", "fn f() {\n", "1", "\n}");
    nested("modules", "module M() {\n", "1", "\n}");
    nested("lambdas", "x -> ", "x", "");
    nested("attempts", "try {\n", "1", "\n} catch e { }");
    nested("modes", "no_grad {\n", "1", "\n}");
    nested("comprehensions", "[", "1", " for x in [1]]");
    nested("fields", "f\"{", "1", "}\"");
    nested("targets", "let (", "a", ",) = 1");
    nested("branches", "if False { } else ", "{ }", "");
  }

  private void unclosed() {
    nested("brackets that stay open", "(", "", "");
    nested("lists that stay open", "[", "", "");
    nested("blocks that stay open", "if True {", "", "");
    nested("brackets that were never open", "", "", ")");
    nested("quotes", "\"", "", "");
    nested("long quotes", "\"\"\"", "", "");
    nested("fields that stay open", "f\"{", "", "");
    nested("arrows", "->", "", "");
    nested("words without a sense", "let ", "", "");
    nested("commas", ",", "", "");
  }

  private void chained() {
    nested("signs", "-", "1", "");
    nested("negations", "not ", "True", "");
    nested("sums", "1 + ", "1", "");
    nested("powers", "1 ** ", "1", "");
    nested("products", "1 * ", "1", "");
    nested("alternatives", "False or ", "1", "");
    nested("texts put together", "\"a\" + ", "\"b\"", "");
    nested("attributes", "", "1", ".real");
    nested("calls of calls", "", "f", "()");
    nested("elements of elements", "", "[1]", "[0]");
    nested("pipes", "", "1", " |> str");
    nested("assignments", "a = ", "1", "");
    nested("comparisons", "1 < ", "1", "");
  }

  private void wide() {
    add("a long name", "let " + "a".repeat(1_000_000) + " = 1", "", "SyntaxError");
    add("a long name that is not there", "b".repeat(1_000_000), "NameError");
    add("a long number", "9".repeat(1_000_000), "SyntaxError");
    add("a long float", "0." + "9".repeat(1_000_000), "", "SyntaxError");
    add("a float beyond all", "1e" + "9".repeat(100_000), "", "SyntaxError", "OverflowError");
    add("a long text", "len(\"" + "a".repeat(900_000) + "\")", "");
    add("a long comment", "#" + "a".repeat(1_000_000), "");
    add("many lines", "\n".repeat(1_000_000), "");
    add("many statements", "1\n".repeat(DEEP), "", "LimitError");
    add("many variables", variables(), "", "LimitError", "SyntaxError");
    add("many elements", "len([" + "1,".repeat(DEEP) + "])", "", "LimitError");
    add("many arguments", "str(" + "1,".repeat(DEEP) + ")", "TypeError", "LimitError");
    add("many keywords", "dict(" + keywords() + ")", "", "LimitError", "SyntaxError");
    add("many parameters", "fn f(" + parameters() + ") { }", "", "LimitError", "SyntaxError");
    add("many names that are not there", names(), "NameError");
    add("many errors", "let = 1\n".repeat(20_000), "SyntaxError");
    add("characters that are none", "\u0000\u0001\ufffe\ud800".repeat(10_000), "SyntaxError");
    add("letters of many scripts", "let \u03b8\u4e00\u05d0 = 1", "", "SyntaxError");
  }

  private static String variables() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("let v").append(i).append(" = ").append(i).append('\n');
    }
    return "fn f() {\n" + text + "}\nf()";
  }

  private static String keywords() {
    return numbered("k", "=1");
  }

  private static String parameters() {
    return numbered("p", "");
  }

  private static String names() {
    return numbered("nothing", "").replace(", ", "\n");
  }

  private static String numbered(String name, String end) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      all.add(name + i + end);
    }
    return String.join(", ", all);
  }
}
