package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.input;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.gradlang.kernel.BesselFunction;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.ModifiedBessel;
import org.gradlang.kernel.Polynomials;
import org.gradlang.op.declare.Declaration;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.NodeNames;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;

/** Bessel functions and orthogonal polynomials that let no gradient through, as in PyTorch. */
public final class ConstantFunctions {
  private ConstantFunctions() {}

  public static void declare(Family family) {
    bessel(family);
    modifiedBessel(family);
    chebyshev(family);
    polynomials(family);
  }

  private static void bessel(Family family) {
    one(family, "bessel_j0", "The Bessel function J of order 0.", BesselFunction::j0);
    one(family, "bessel_j1", "The Bessel function J of order 1.", BesselFunction::j1);
    one(family, "bessel_y0", "The Bessel function Y of order 0.", BesselFunction::y0);
    one(family, "bessel_y1", "The Bessel function Y of order 1.", BesselFunction::y1);
    one(family, "spherical_bessel_j0", "sin(input) / input, 1 at 0.", BesselFunction::sphericalJ0);
    one(family, "airy_ai", "The Airy function Ai.", ModifiedBessel::airy);
  }

  private static void modifiedBessel(Family family) {
    String kind = "The modified Bessel function ";
    one(family, "modified_bessel_i0", kind + "I of order 0.", ModifiedBessel::i0);
    one(family, "modified_bessel_i1", kind + "I of order 1.", ModifiedBessel::i1);
    one(family, "modified_bessel_k0", kind + "K of order 0.", ModifiedBessel::k0);
    one(family, "modified_bessel_k1", kind + "K of order 1.", ModifiedBessel::k1);
    one(
        family,
        "scaled_modified_bessel_k0",
        "exp(input) * modified_bessel_k0(input).",
        ModifiedBessel::scaledK0);
    one(
        family,
        "scaled_modified_bessel_k1",
        "exp(input) * modified_bessel_k1(input).",
        ModifiedBessel::scaledK1);
  }

  private static void chebyshev(Family family) {
    String kind = "The Chebyshev polynomial of degree n, ";
    String shifted = "The shifted Chebyshev polynomial of degree n, ";
    two(family, "chebyshev_polynomial_t", kind + "first kind.", Polynomials::chebyshevT);
    two(family, "chebyshev_polynomial_u", kind + "second kind.", Polynomials::chebyshevU);
    two(family, "chebyshev_polynomial_v", kind + "third kind.", Polynomials::chebyshevV);
    two(family, "chebyshev_polynomial_w", kind + "fourth kind.", Polynomials::chebyshevW);
    String name = "shifted_chebyshev_polynomial_";
    two(family, name + "t", shifted + "first kind.", Polynomials::shiftedChebyshevT);
    two(family, name + "u", shifted + "second kind.", Polynomials::shiftedChebyshevU);
    two(family, name + "v", shifted + "third kind.", Polynomials::shiftedChebyshevV);
    two(family, name + "w", shifted + "fourth kind.", Polynomials::shiftedChebyshevW);
  }

  private static void polynomials(Family family) {
    String end = " polynomial of degree n.";
    two(family, "hermite_polynomial_h", "The physicist's Hermite" + end, Polynomials::hermiteH);
    two(family, "hermite_polynomial_he", "The probabilist's Hermite" + end, Polynomials::hermiteHe);
    two(family, "laguerre_polynomial_l", "The Laguerre" + end, Polynomials::laguerre);
    two(family, "legendre_polynomial_p", "The Legendre" + end, Polynomials::legendre);
  }

  private static void one(Family family, String name, String text, DoubleUnaryOperator function) {
    declare(family, name, "input: tensor", text, 1, input(0).apply(name, function))
        .samples("special." + name + "(rand(3) + 0.5)");
  }

  private static void two(Family family, String name, String text, DoubleBinaryOperator function) {
    Formula formula = input(0).apply(name, function, input(1));
    declare(family, name, "input: operand, n: operand", text, 2, formula)
        .samples("special." + name + "(rand(3), 3)");
  }

  private static Declaration declare(
      Family family, String name, String parameters, String text, int arity, Formula formula) {
    String full = "special_" + name;
    PointwiseFunction function =
        new PointwiseFunction(full, NodeNames.of(full), formula, arity, arity, DTypeRule.CONSTANT);
    return family
        .op(full, text)
        .functionOnly()
        .way(new Pointwise(full + "(" + parameters + ")", function));
  }
}
