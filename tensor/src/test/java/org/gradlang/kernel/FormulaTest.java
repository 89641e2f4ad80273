package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.junit.jupiter.api.Test;

class FormulaTest {
  private static final Formula X = Formula.input(0);
  private static final Formula Y = Formula.input(1);

  private static double evaluate(Formula formula, double... inputs) {
    Operand[] operands = new Operand[Math.max(inputs.length, formula.arity())];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = Scalar.of(i < inputs.length ? inputs[i] : Double.NaN);
    }
    PointwiseLoop loop = PointwiseLoop.of(formula);
    return loop.evaluate(operands, Layout.SCALAR, DType.FLOAT64, DType.FLOAT64).doubles()[0];
  }

  /** Compares the derivative by input {@code index} with a central difference. */
  private static void checkGradient(Formula formula, int index, double... at) {
    int arity = at.length;
    double step = 1e-6;
    double[] above = at.clone();
    double[] below = at.clone();
    above[index] += step;
    below[index] -= step;
    double expected = (evaluate(formula, above) - evaluate(formula, below)) / (2 * step);
    double[] inputs = java.util.Arrays.copyOf(at, arity + 2);
    inputs[arity] = evaluate(formula, at);
    inputs[arity + 1] = 1;
    double actual = evaluate(formula.gradient(index, arity), inputs);
    assertEquals(expected, actual, 1e-5 * (1 + Math.abs(expected)), formula.toString());
  }

  @Test
  void comparesByStructure() {
    Formula zero = Formula.constant(0);
    assertEquals(X.add(Y).mul(X), X.add(Y).mul(X));
    assertNotEquals(X, Y);
    assertNotEquals(X, zero);
    assertNotEquals(null, zero);
    assertEquals(Formula.constant(Double.NaN), Formula.constant(Double.NaN));
    assertNotEquals(zero, Formula.constant(-0.0));
    assertEquals(Double.hashCode(2), Formula.constant(2).hashCode());
    assertEquals(1, Y.hashCode());
  }

  @Test
  void derivativesOfOneArgument() {
    List<UnaryOperator<Formula>> functions =
        List.of(
            Formula::neg,
            Formula::abs,
            Formula::reciprocal,
            Formula::sqrt,
            Formula::rsqrt,
            Formula::exp,
            Formula::exp2,
            Formula::expm1,
            Formula::log,
            Formula::log1p,
            Formula::log2,
            Formula::log10,
            Formula::tanh,
            Formula::sigmoid,
            Formula::sinh,
            Formula::cosh,
            Formula::asinh,
            Formula::atanh,
            Formula::sin,
            Formula::cos,
            Formula::tan,
            Formula::asin,
            Formula::acos,
            Formula::atan,
            Formula::erf,
            Formula::erfc,
            Formula::erfinv,
            Formula::lgamma,
            Formula::digamma,
            x -> x.polygamma(2),
            x -> x.add(1.5).acosh(),
            x -> x.mul(x.sigmoid()),
            x -> x.lessEqual(0).select(0, x),
            x -> x.pow(3),
            x -> x.floor().add(x.mul(x)));
    for (UnaryOperator<Formula> function : functions) {
      for (double x : new double[] {0.3, 0.62, 0.91}) {
        checkGradient(function.apply(X), 0, x);
      }
    }
  }

  @Test
  void derivativesOfTwoArguments() {
    List<Formula> formulas =
        List.of(
            X.add(Y),
            X.sub(Y),
            X.mul(Y),
            X.div(Y),
            X.pow(Y),
            X.max(Y),
            X.min(Y),
            X.hypot(Y),
            X.atan2(Y),
            X.copysign(Y),
            X.remainder(Y),
            X.fmod(Y),
            X.sub(Y).mul(X.sub(Y)),
            X.less(Y).select(X.mul(X), Y.exp()));
    for (Formula formula : formulas) {
      checkGradient(formula, 0, 1.7, 0.4);
      checkGradient(formula, 1, 1.7, 0.4);
      checkGradient(formula, 0, 0.3, 0.8);
      checkGradient(formula, 1, 0.3, 0.8);
    }
  }

  @Test
  void secondDerivatives() {
    // the gradient formula reads x, the result and the cotangent; hold the latter two
    checkGradient(X.mul(X.sigmoid()).gradient(0, 1), 0, 0.3, 0.2, 1.5);
    checkGradient(X.log1p().gradient(0, 1), 0, 0.3, 0.2, 1.5);
    checkGradient(X.tanh().gradient(0, 1), 1, 0.3, 0.2, 1.5);
    checkGradient(X.div(Y).gradient(1, 2), 1, 0.3, 0.7, 0.2, 1.5);
  }

  @Test
  void gradientsReadTheResultWherePossible() {
    for (Formula formula :
        List.of(X.exp(), X.tanh(), X.sigmoid(), X.sqrt(), X.rsqrt(), X.reciprocal(), X.tan())) {
      BitSet read = formula.gradient(0, 1).inputs();
      assertEquals("{1, 2}", read.toString(), formula.toString());
    }
    assertEquals("{2}", X.add(Formula.constant(3)).gradient(0, 1).inputs().toString());
    assertEquals("{0, 2}", X.log().gradient(0, 1).inputs().toString());
    assertEquals("{1, 3}", X.mul(Y).gradient(0, 2).inputs().toString());
  }

  @Test
  void simplification() {
    assertEquals("x0", X.mul(1).add(0).simplified().toString());
    assertEquals("mul(x0, 6)", X.mul(2).mul(3).simplified().toString());
    assertEquals("sub(x0, x1)", X.add(Y.neg()).simplified().toString());
    assertEquals("neg(x0)", X.mul(-1).simplified().toString());
    assertEquals("x0", X.neg().neg().simplified().toString());
    assertEquals("7", Formula.constant(3).add(4).simplified().toString());
    assertEquals("mul(x0, x0)", X.pow(2).simplified().toString());
    assertEquals("mul(x2, mul(x0, 2))", X.pow(2).gradient(0, 1).toString());
  }

  @Test
  void renumberingAndSubstitution() {
    Formula formula = Formula.input(1).mul(Formula.input(4));
    assertEquals("mul(x0, x1)", formula.renumbered(1, 4).toString());
    assertEquals("add(exp(x0), x0)", X.add(Y).substitute(List.of(X.exp(), X)).toString());
    assertEquals(5, formula.arity());
  }

  @Test
  void sharedPartsDoNotExplode() {
    Formula formula = X;
    for (int i = 0; i < 60; i++) {
      formula = formula.add(formula); // as a tree it would have 2^60 parts
    }
    assertEquals(Math.scalb(1.0, 60), evaluate(formula, 1));
    assertEquals(Math.scalb(1.0, 60), evaluate(formula.gradient(0, 1), 1, Double.NaN, 1));
  }

  @Test
  void extremesShareTheGradientOfEquals() {
    assertEquals(0.5, evaluate(X.max(Y).gradient(0, 2), 2, 2, 2, 1));
    assertEquals(0, evaluate(X.max(Y).gradient(0, 2), 1, 2, 2, 1));
    assertEquals(1, evaluate(X.min(Y).gradient(0, 2), 1, 2, 1, 1));
  }

  @Test
  void powerAtZero() {
    assertEquals(0, evaluate(X.pow(Y).gradient(0, 2), 0, 0, 1, 1));
    assertEquals(0, evaluate(X.pow(Y).gradient(1, 2), 0, 2, 0, 1));
  }
}
