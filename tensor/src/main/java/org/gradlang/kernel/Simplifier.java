package org.gradlang.kernel;

import java.util.List;

/** Makes formulas smaller: neutral elements, double negations, constants. */
final class Simplifier {
  private Simplifier() {}

  static Formula simplify(Formula formula) {
    return Parts.rewrite(formula, part -> part instanceof Apply apply ? ofApply(apply) : part);
  }

  private static Formula ofApply(Apply apply) {
    List<Formula> x = apply.arguments();
    if (x.stream().allMatch(Constant.class::isInstance)) {
      return fold(apply);
    }
    return switch (apply.primitive().name()) {
      case "add" -> sum(apply, x.get(0), x.get(1));
      case "sub" -> difference(apply, x.get(0), x.get(1));
      case "mul" -> product(apply, x.get(0), x.get(1));
      case "div" -> isConstant(x.get(1), 1) ? x.get(0) : apply;
      case "pow" -> power(apply, x.get(0), x.get(1));
      case "neg" -> isNegation(x.getFirst()) ? argument(x.getFirst()) : apply;
      case "select" -> choice(apply, x.get(0), x.get(1), x.get(2));
      default -> apply;
    };
  }

  private static Formula fold(Apply apply) {
    double[] out = new double[1];
    double[][] in = new double[3][1];
    for (int i = 0; i < apply.arguments().size(); i++) {
      in[i][0] = ((Constant) apply.argument(i)).value();
    }
    if (!apply.primitive().supports(org.gradlang.tensor.DType.FLOAT64)) {
      return apply;
    }
    apply
        .primitive()
        .loop(org.gradlang.tensor.DType.FLOAT64)
        .run(in[0], 0, in[1], 0, in[2], 0, out, 0, 1);
    return Formula.constant(out[0]);
  }

  private static Formula sum(Formula whole, Formula a, Formula b) {
    if (isConstant(a, 0)) {
      return b;
    }
    if (isConstant(b, 0)) {
      return a;
    }
    if (a.equals(b)) {
      return simplify(a.mul(2));
    }
    return isNegation(b) ? simplify(a.sub(argument(b))) : whole;
  }

  private static Formula difference(Formula whole, Formula a, Formula b) {
    if (isConstant(b, 0)) {
      return a;
    }
    if (isConstant(a, 0)) {
      return simplify(b.neg());
    }
    return isNegation(b) ? simplify(a.add(argument(b))) : whole;
  }

  private static Formula product(Formula whole, Formula a, Formula b) {
    if (isConstant(a, 1)) {
      return b;
    }
    if (isConstant(b, 1)) {
      return a;
    }
    if (isConstant(b, -1)) {
      return simplify(a.neg());
    }
    if (a instanceof Constant && !(b instanceof Constant)) {
      return simplify(b.mul(a));
    }
    // (x * c) * d = x * (c * d)
    if (b instanceof Constant d
        && a instanceof Apply inner
        && inner.primitive() == Arithmetic.MUL
        && inner.argument(1) instanceof Constant c) {
      return simplify(inner.argument(0).mul(c.value() * d.value()));
    }
    return whole;
  }

  private static Formula power(Formula whole, Formula a, Formula b) {
    if (isConstant(b, 1)) {
      return a;
    }
    if (isConstant(b, 0)) {
      return Formula.constant(1);
    }
    return isConstant(b, 2) ? a.mul(a) : whole;
  }

  private static Formula choice(Formula whole, Formula condition, Formula yes, Formula no) {
    if (condition instanceof Constant constant) {
      return constant.is(0) ? no : yes;
    }
    return yes.equals(no) ? yes : whole;
  }

  private static boolean isConstant(Formula formula, double value) {
    return formula instanceof Constant constant && constant.is(value);
  }

  private static boolean isNegation(Formula formula) {
    return formula instanceof Apply apply && apply.primitive() == Arithmetic.NEG;
  }

  private static Formula argument(Formula negation) {
    return ((Apply) negation).argument(0);
  }
}
