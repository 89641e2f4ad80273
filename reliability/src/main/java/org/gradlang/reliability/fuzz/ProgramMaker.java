package org.gradlang.reliability.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Writes a program that is right as far as names and grammar go, and mostly as far as types go, by
 * choices that somebody else makes: so a fuzzer's changes of bytes lead from program to program.
 */
final class ProgramMaker {
  private static final int DEEPEST = 5;
  private static final int MOST_STATEMENTS = 40;

  private final Choices choices;
  private final StringBuilder text = new StringBuilder();
  private final ExpressionMaker expressions;
  private final Deque<List<Variable>> scopes = new ArrayDeque<>();
  private int depth;
  private int names;
  private int statements;
  private int loops;
  private int functions;

  ProgramMaker(Choices choices) {
    this.choices = choices;
    this.expressions = new ExpressionMaker(choices, this::visible);
    scopes.push(new ArrayList<>());
  }

  /** What is declared, and of which kind its values are, mostly. */
  record Variable(String name, Kind kind) {}

  /** What program the choices make. */
  String program() {
    declare("let w = randn(2, 3, requires_grad=True)", new Variable("w", Kind.TENSOR));
    declare("let xs = [1, 2.5, \"a\", (1, 2)]", new Variable("xs", Kind.LIST));
    declare("let n = 3", new Variable("n", Kind.INT));
    while (!choices.isOver() && statements < MOST_STATEMENTS) {
      statement();
    }
    for (Variable variable : scopes.getLast()) {
      line("print(\"" + variable.name() + "\", " + variable.name() + ")");
    }
    return text.toString();
  }

  private List<Variable> visible() {
    List<Variable> all = new ArrayList<>();
    scopes.forEach(all::addAll);
    return all;
  }

  private void declare(String line, Variable variable) {
    line(line);
    variables().add(variable);
  }

  private List<Variable> variables() {
    return scopes.element();
  }

  private String fresh() {
    return "v" + names++;
  }

  private void line(String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  private String a(Kind kind) {
    return expressions.of(kind);
  }

  private void statement() {
    statements++;
    boolean simple = depth >= DEEPEST;
    switch (choices.below(simple ? 9 : 18)) {
      case 0, 1, 2 -> let();
      case 3 -> assign();
      case 4 -> augment();
      case 5 -> careful("print(" + a(choices.of(Kind.ALL)) + ", " + a(choices.of(Kind.ALL)) + ")");
      case 6 -> change();
      case 7 -> leave();
      case 8 -> backward();
      case 9, 10 -> count();
      case 11 -> each();
      case 12 -> until();
      case 13 -> branch();
      case 14 -> attempt();
      case 15, 16 -> function();
      default -> module();
    }
  }

  private void let() {
    Kind kind = choices.of(Kind.ALL);
    String value = a(kind);
    String name = fresh();
    declare("let " + name + " = " + kind.plain(), new Variable(name, kind));
    careful(name + " = " + value);
  }

  /** A statement whose error is printed, mostly, so that the program goes on. */
  private void careful(String statement) {
    boolean caught = choices.below(8) > 0;
    line(caught ? "try { " + statement + " } catch e { print(e.kind, e.message) }" : statement);
  }

  private void assign() {
    Variable variable = choices.of(visible());
    boolean steady = choices.below(4) > 0;
    careful(variable.name() + " = " + a(steady ? variable.kind() : choices.of(Kind.ALL)));
  }

  private void augment() {
    Variable variable = choices.of(visible());
    List<String> signs =
        List.of("+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^=", "@=");
    careful(variable.name() + " " + choices.of(signs) + " " + a(variable.kind()));
  }

  private void change() {
    String list = a(Kind.LIST);
    String tensor = a(Kind.TENSOR);
    switch (choices.below(8)) {
      case 0 -> careful("(" + list + ").append(" + a(choices.of(Kind.ALL)) + ")");
      case 1 -> careful("xs.append(" + a(choices.of(Kind.ALL)) + ")");
      case 2 -> careful("xs[" + a(Kind.INT) + "] = " + a(choices.of(Kind.ALL)));
      case 3 -> careful("(" + tensor + ")[" + expressions.subscript() + "] = " + a(Kind.NUMBER));
      case 4 -> careful("(" + tensor + ").add_(" + a(Kind.NUMBER) + ")");
      case 5 -> careful("(" + tensor + ").register_hook(" + a(Kind.FUNCTION) + ")");
      case 6 -> careful("(" + tensor + ").requires_grad_()");
      default -> careful("xs[" + a(Kind.INT) + ":" + a(Kind.INT) + "] = " + list);
    }
  }

  private void leave() {
    int choice = choices.below(4);
    if (choice < 2 && loops > 0) {
      line("if " + a(Kind.BOOL) + " { " + (choice == 0 ? "break" : "continue") + " }");
    } else if (choice == 2 && functions > 0) {
      line("if " + a(Kind.BOOL) + " { return " + a(choices.of(Kind.ALL)) + " }");
    } else {
      line("if " + a(Kind.BOOL) + " { raise ValueError(str(" + a(Kind.INT) + ")) }");
    }
  }

  private void backward() {
    careful(
        "("
            + a(Kind.TENSOR)
            + ").sum().backward("
            + choices.of(List.of("", "retain_graph=True"))
            + ")");
    line("print(w.grad)");
  }

  private void count() {
    String name = fresh();
    String rounds = choices.of(List.of("3", "7", "40", "n", a(Kind.INT)));
    loop("for " + name + " in range(" + rounds + ") {", List.of(new Variable(name, Kind.INT)));
  }

  private void each() {
    String name = fresh();
    Kind kind = choices.of(List.of(Kind.LIST, Kind.TENSOR, Kind.TEXT, Kind.DICT));
    Kind element = kind == Kind.TENSOR || kind == Kind.TEXT ? kind : Kind.INT;
    loop("for " + name + " in " + a(kind) + " {", List.of(new Variable(name, element)));
  }

  private void until() {
    String name = fresh();
    declare("let " + name + " = 0", new Variable(name, Kind.INT));
    line("while " + name + " < " + (2 + choices.below(20)) + " {");
    depth++;
    line(name + " += 1");
    depth--;
    loop("  if " + a(Kind.BOOL) + " {", List.of());
    line("}");
  }

  private void loop(String head, List<Variable> variables) {
    loops++;
    block(head, variables);
    loops--;
    line("}");
  }

  private void block(String head, List<Variable> variables) {
    line(head);
    depth++;
    scopes.push(new ArrayList<>(variables));
    for (int i = choices.below(4); i >= 0; i--) {
      statement();
    }
    scopes.pop();
    depth--;
  }

  private void branch() {
    block("if " + a(Kind.BOOL) + " {", List.of());
    if (choices.below(2) == 1) {
      block("} else {", List.of());
    }
    line("}");
  }

  private void attempt() {
    String name = fresh();
    block("try {", List.of());
    line("} catch " + name + " {");
    line("  print(" + name + ".kind, " + name + ".message)");
    block("  if " + a(Kind.BOOL) + " {", List.of());
    line("  }");
    if (choices.below(3) == 0) {
      block("} finally {", List.of());
    }
    line("}");
  }

  private void function() {
    String name = fresh();
    List<String> forms = List.of("a, b", "a, b=2", "a, *b", "*, a=1, b=3", "a=None, **b");
    List<Variable> parameters =
        List.of(new Variable("a", Kind.NUMBER), new Variable("b", Kind.NUMBER));
    variables().add(new Variable(name, Kind.FUNCTION));
    int around = loops;
    loops = 0;
    functions++;
    block("fn " + name + "(" + choices.of(forms) + ") {", parameters);
    depth++;
    line(a(choices.of(Kind.ALL)));
    depth--;
    functions--;
    loops = around;
    line("}");
  }

  private void module() {
    String name = "N" + names++;
    line("module " + name + "(k) {");
    depth++;
    line("self.layer = nn.Linear(3, " + (1 + choices.below(4)) + ")");
    line("self.scale = nn.Parameter(" + a(Kind.TENSOR) + ")");
    depth--;
    int around = loops;
    loops = 0;
    functions++;
    block("  fn forward(x) {", List.of(new Variable("x", Kind.TENSOR)));
    functions--;
    loops = around;
    line("    self.layer(x) * k");
    line("  }");
    line("}");
    String made = fresh();
    declare(
        "let " + made + " = " + name + "(" + a(Kind.NUMBER) + ")",
        new Variable(made, Kind.FUNCTION));
    line("print(" + made + ", " + made + "(w).shape)");
  }
}
