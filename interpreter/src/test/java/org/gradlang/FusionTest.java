package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random programs of pointwise expressions say the same, to the last bit, whether expressions run
 * as one formula or operation by operation: values, graphs, gradients of first and second order,
 * errors with their places, and what hooks see.
 */
class FusionTest {
  private static final int PROGRAMS = 60;

  /** What programs are made of: tensors of several shapes and kinds that broadcast, mostly. */
  private static final String LEAVES =
      """
      let whole = randn(2, 3)
      let other = (rand(2, 3) + 0.5).requires_grad_()
      let leaf = randn(2, 3, requires_grad=True)
      let row = randn(3, requires_grad=True)
      let column = randn(2, 1)
      let turned = randn(3, 2, requires_grad=True)
      let view = turned.t()
      let part = randn(4, 5)[1:3, 1:4]
      let result = leaf * 1
      let single = tensor(0.75, requires_grad=True)
      let ints = tensor([[1, 2, 3], [4, 5, 6]])
      let mask = tensor([[True, False, True], [False, True, True]])
      let wide = rand(2, 3).double().requires_grad_()
      let odd = randn(2, 2)
      fn twice(x) { x * 2 }
      fn bump(x) { no_grad { whole.add_(1); column.mul_(2) }; x }
      fn shift(x) { part.add_(1); x + 1 }
      """;

  private static final List<String> NAMES =
      List.of(
          "whole", "other", "leaf", "row", "column", "view", "part", "result", "single", "ints",
          "mask", "wide", "leaf", "other", "whole", "row");

  private static final List<String> NUMBERS = List.of("2", "0.5", "-1.5", "3", "1", "0.1");

  private static final List<String> FUNCTIONS =
      List.of(
          "tanh(%s)",
          "exp(%s)",
          "sigmoid(%s)",
          "sin(%s)",
          "relu(%s)",
          "abs(%s)",
          "(%s).tanh()",
          "(%s).abs().sqrt()",
          "(%s).pow(2)",
          "(%s) ** 3",
          "-(%s)",
          "square(%s)",
          "(%s).detach()",
          "clamp(%s, -1, 1)",
          "(%s).clamp(min=0.2)",
          "twice(%s)",
          "bump(%s)",
          "shift(%s)",
          "silu(%s)",
          "gelu(%s)",
          "leaky_relu(%s)",
          "(%s).reciprocal()",
          "log(abs(%s) + 1)",
          "sum(%s)",
          "(%s).mean(0)",
          "(%s).t().t()",
          "(%s).expm1()",
          "softplus(%s)",
          "where(mask, %s, 0.5)",
          "(%s > 0.3) * 1.5",
          "relu(%s, inplace=True)",
          "floor(%s)",
          "(%s).double()",
          "(%s).clone()",
          "elu(%s)",
          "hardtanh(%s)");

  private Random random = new Random(0);
  private List<String> program = List.of();

  /** The variables that expressions are made of. */
  private List<String> names = NAMES;

  @Test
  void sameBitsAndSameWords() {
    int drawn = 0;
    for (long seed = 0; seed < PROGRAMS; seed++) {
      List<String> lines = write(seed);
      String alone = run(lines, Integer.MAX_VALUE);
      assertEquals(alone, run(lines, 1), () -> String.join("\n", lines));
      drawn += alone.contains("graph of") ? 1 : 0;
    }
    assertTrue(drawn > PROGRAMS / 2, "only " + drawn + " programs with a graph");
  }

  /** The same for functions whose variables may hold what is not computed yet. */
  @Test
  void sameBitsOverStatements() {
    int drawn = 0;
    for (long seed = 0; seed < 3 * PROGRAMS; seed++) {
      List<String> lines = writeFunction(seed);
      String alone = run(lines, Integer.MAX_VALUE);
      assertEquals(alone, run(lines, 1), () -> String.join("\n", lines));
      drawn += alone.contains("graph of") ? 1 : 0;
    }
    assertTrue(drawn > PROGRAMS, "only " + drawn + " programs with a graph");
  }

  private static String run(List<String> lines, int least) {
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).seed(7).build()) {
      grad.context().fusion().setLeast(least);
      for (String line : lines) {
        try {
          grad.eval(line);
        } catch (GradException e) {
          out.append(e.rendered()).append('\n');
        }
      }
    }
    return out.toString();
  }

  private List<String> write(long seed) {
    random = new Random(seed);
    names = NAMES;
    program = new ArrayList<>();
    program.add(LEAVES);
    program.add("let y = " + expression(1 + random.nextInt(4)));
    program.add("let z = " + expression(1 + random.nextInt(3)));
    if (random.nextInt(3) == 0) {
      program.add("y = y * " + expression(1) + " - z * y");
    }
    program.add("print(y.tolist(), y.requires_grad, y.dtype, y.shape)");
    program.add("print(autograd.graph(y))");
    if (random.nextInt(4) == 0) {
      program.add(
          pick(
              "y.grad_fn.register_hook((i, o) -> print(\"node\", i, o))",
              "other.register_hook(g -> { print(\"leaf\", g); g * 2 })",
              "y.register_hook(g -> print(\"result\", g))",
              "y.grad_fn.next_functions[0][0].register_hook((i, o) -> print(\"inner\", i, o))",
              "leaf.register_post_accumulate_grad_hook(p -> print(\"has\", p.grad))",
              "y.retain_grad()"));
    }
    if (random.nextInt(3) == 0) {
      program.add(
          pick(
              "no_grad { whole.mul_(2) }",
              "no_grad { other.mul_(2) }",
              "part.add_(1)",
              "y.add_(1)",
              "no_grad { view.add_(1) }",
              "result.mul_(3)",
              "column.zero_()",
              "other.data = other.data * 2",
              "y.tanh_()"));
    }
    program.add("print(y.grad_fn._saved_self)");
    program.add("print(y.grad_fn._saved_result)");
    way();
    program.add("for p in [other, leaf, row, turned, single, wide] { print(p.grad) }");
    program.add("for p in [leaf, row] { print(p.grad.tolist(), p.grad.is_contiguous()) }");
    program.add("leaf.grad.sum().backward()");
    program.add("y.sum().backward()");
    program.add("print(y.grad, leaf.grad)");
    return program;
  }

  private List<String> writeFunction(long seed) {
    random = new Random(seed);
    program = new ArrayList<>();
    program.add(LEAVES);
    for (int f = 0; f < 2; f++) {
      names = new ArrayList<>(NAMES);
      StringBuilder body = new StringBuilder("fn f" + f + "() {\n");
      statements(body, 3 + random.nextInt(5), "v");
      body.append("    ").append(expression(2)).append("\n}");
      program.add(body.toString());
    }
    names = new ArrayList<>(NAMES);
    program.add("let y = f0()");
    program.add("let z = f1() + f0()");
    program.add("print(y.tolist(), z.tolist(), y.requires_grad, y.dtype, y.shape, y._version)");
    program.add("print(autograd.graph(y), autograd.graph(z))");
    program.add("print(y.grad_fn._saved_self, z.grad_fn._saved_other, z.grad_fn._saved_result)");
    way();
    program.add("for p in [other, leaf, row, turned, single, wide] { print(p.grad) }");
    program.add("(y * z).sum().backward()");
    program.add("print(other.grad, leaf.grad, whole, part)");
    return program;
  }

  /** Adds statements, and the names of the variables that they declare to those that are used. */
  private void statements(StringBuilder body, int count, String prefix) {
    for (int i = 0; i < count; i++) {
      String name = prefix + i;
      String made = expression(1 + random.nextInt(2));
      switch (random.nextInt(12)) {
        case 0 -> body.append(between(name));
        case 1 -> {
          String again = names.getLast();
          if (!NAMES.contains(again)) {
            body.append(again).append(" = ").append(made).append('\n');
          }
        }
        case 2 -> {
          int outer = names.size();
          body.append(pick("if True {\n", "for k in range(2) {\n", "no_grad {\n", "try {\n"));
          boolean tries = body.toString().endsWith("try {\n");
          statements(body, 1 + random.nextInt(3), prefix + i + "_");
          names = new ArrayList<>(names.subList(0, outer));
          body.append(tries ? "} catch e { print(e) }\n" : "}\n");
        }
        case 3 ->
            body.append("if sum(")
                .append(made)
                .append(") > 0 { return ")
                .append(made)
                .append(" }\n");
        default -> {
          body.append("let ").append(name).append(" = ").append(made).append('\n');
          names.add(name);
        }
      }
    }
  }

  /** What may change or look at what waits. */
  private String between(String name) {
    String one = names.get(random.nextInt(names.size()));
    return pick(
            "no_grad { whole.mul_(2) }",
            "part.add_(1)",
            "no_grad { whole += 1 }",
            "no_grad { view[0] = 2 }",
            "other.data = other.data * 2",
            "bump(1)",
            "print(" + one + ")",
            "print(f\"{" + one + "}\", " + one + ".requires_grad)",
            "try { raise \"no\" } catch e { part.add_(1) }",
            "let " + name + " = () -> " + one,
            "let " + name + " = [" + one + " * 2 for k in range(2)]",
            "let " + name + " = " + one + " * 1; " + name + ".retain_grad()",
            "let " + name + " = (" + one + " * 1).sum() > 0 or (" + one + " + 1).sum() > 0",
            "if (" + one + " * 2).sum() > 0 { column.add_(1) }")
        + "\n";
  }

  private void way() {
    switch (random.nextInt(7)) {
      case 0 -> program.add("y.sum().backward()");
      case 1 -> program.add("y.backward(gradient=randn(y.shape).to(y.dtype))");
      case 2 -> program.add("(y * y).mean().backward(retain_graph=True)\ny.sum().backward()");
      case 3 ->
          program.add(
              "let g = autograd.grad(y.sum(), [leaf, other], create_graph=True,"
                  + " allow_unused=True)\n"
                  + "print(g)\n"
                  + "let s = [autograd.graph(x) for x in g if x is not None]\n"
                  + "print(s)\n"
                  + "for x in g { if x is not None and x.requires_grad { (x * x).sum().backward() }"
                  + " }");
      case 4 -> program.add("print(autograd.grad((y + z).sum(), [other, row], allow_unused=True))");
      case 5 -> program.add("autograd.detect_anomaly(True)\n(y / 0).sum().backward()");
      default -> program.add("y.sum().backward(inputs=[leaf])\n(z * 2).sum().backward()");
    }
  }

  private String expression(int depth) {
    if (depth == 0) {
      int from = names.size() > NAMES.size() && random.nextBoolean() ? NAMES.size() : 0;
      return random.nextInt(40) == 0
          ? "odd"
          : names.get(from + random.nextInt(names.size() - from));
    }
    int kind = random.nextInt(10);
    if (kind < 2) {
      String operator = pick(" + ", " - ", " * ", " / ");
      String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
      return random.nextBoolean()
          ? "(" + expression(depth - 1) + operator + number + ")"
          : "(" + number + operator + expression(depth - 1) + ")";
    }
    if (kind < 5) {
      return FUNCTIONS.get(random.nextInt(FUNCTIONS.size())).formatted(expression(depth - 1));
    }
    return "("
        + expression(depth - 1)
        + pick(" + ", " - ", " * ", " / ", " * ", " + ")
        + expression(random.nextInt(depth))
        + ")";
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
