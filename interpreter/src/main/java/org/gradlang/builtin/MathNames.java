package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.gradlang.value.Builtin;
import org.gradlang.value.number.Floats;

/** The namespace {@code math}, as Python's; its numbers are also names of their own. */
final class MathNames {
  private final Builtins builtins;

  private MathNames(Builtins builtins) {
    this.builtins = builtins;
  }

  static void declare(Builtins builtins) {
    builtins.value("pi", () -> Math.PI);
    builtins.value("e", () -> Math.E);
    builtins.value("inf", () -> Double.POSITIVE_INFINITY);
    builtins.value("nan", () -> Double.NaN);
    MathNames names = new MathNames(builtins);
    names.constants();
    names.powers();
    names.angles();
    names.special();
    names.parts();
    names.tests();
    MathIntegers.declare(builtins);
    MathSums.declare(builtins);
  }

  private void constants() {
    builtins.value("math.pi", () -> Math.PI);
    builtins.value("math.e", () -> Math.E);
    builtins.value("math.tau", () -> 2 * Math.PI);
    builtins.value("math.inf", () -> Double.POSITIVE_INFINITY);
    builtins.value("math.nan", () -> Double.NaN);
  }

  private void powers() {
    unary("sqrt", "The square root.", Math::sqrt);
    unary("cbrt", "The cube root.", Math::cbrt);
    unary("exp", "e ** x.", Math::exp);
    unary("exp2", "2 ** x.", x -> Math.pow(2, x));
    unary("expm1", "e ** x - 1, exact for small x.", Math::expm1);
    unary("log2", "The logarithm to base 2.", Logarithms::log2);
    unary("log10", "The logarithm to base 10.", Logarithms::log10);
    unary("log1p", "The logarithm of 1 + x, exact for small x.", Logarithms::log1p);
    binary("pow", "x, y", "x ** y as a float.", MathDomain::power);
    builtins.function(
        "math.log",
        () ->
            Builtin.of(
                "log(x: float, base: float? = None)",
                "The natural logarithm, or the one to a base.",
                a -> Logarithms.log((Double) value(a, 0), (Double) a[1])));
  }

  private void angles() {
    unary("sin", "The sine of an angle in radians.", Math::sin);
    unary("cos", "The cosine of an angle in radians.", Math::cos);
    unary("tan", "The tangent of an angle in radians.", Math::tan);
    unary("asin", "The angle whose sine is x.", Angles::asin);
    unary("acos", "The angle whose cosine is x.", Angles::acos);
    unary("atan", "The angle whose tangent is x.", Angles::atan);
    binary("atan2", "y, x", "The angle of the point (x, y).", Angles::atan2);
    unary("sinh", "The hyperbolic sine.", Math::sinh);
    unary("cosh", "The hyperbolic cosine.", Hyperbolic::cosh);
    unary("tanh", "The hyperbolic tangent.", Hyperbolic::tanh);
    unary("asinh", "The inverse hyperbolic sine.", Hyperbolic::asinh);
    unary("acosh", "The inverse hyperbolic cosine.", Hyperbolic::acosh);
    unary("atanh", "The inverse hyperbolic tangent.", Hyperbolic::atanh);
    unary("degrees", "Radians as degrees.", x -> x * (180 / Math.PI));
    unary("radians", "Degrees as radians.", x -> x * (Math.PI / 180));
  }

  private void special() {
    unary("erf", "The error function.", Bell::erf);
    unary("erfc", "1 - erf(x), exact where that is small.", Bell::erfc);
    unary("gamma", "The gamma function: gamma(n + 1) is n!.", Gamma::gamma);
    unary("lgamma", "The logarithm of |gamma(x)|.", Gamma::logGamma);
  }

  private void parts() {
    unary("fabs", "The size of a number, as a float.", Math::abs);
    binary("copysign", "x, y", "The size of x with the sign of y.", Math::copySign);
    binary("fmod", "x, y", "What is left of x / y, with the sign of x.", (x, y) -> x % y);
    binary(
        "remainder",
        "x, y",
        "x less the multiple of y that is nearest to it.",
        Math::IEEEremainder);
    binary("nextafter", "x, y", "The float next to x on the way to y.", Math::nextAfter);
    unary("ulp", "The distance to the next float.", Math::ulp);
    rounded("floor", "The greatest int that is not greater.", Math::floor);
    rounded("ceil", "The least int that is not less.", Math::ceil);
    rounded("trunc", "The int towards zero.", x -> x);
    builtins.function(
        "math.modf",
        () ->
            Builtin.of(
                "modf(x: float)",
                "The decimals and the whole part, both with the sign of x.",
                a -> MathParts.modf((Double) value(a, 0))));
    builtins.function(
        "math.frexp",
        () ->
            Builtin.of(
                "frexp(x: float)",
                "(m, e) with x = m * 2 ** e and m from 0.5 to below 1.",
                a -> MathParts.frexp((Double) value(a, 0))));
    builtins.function(
        "math.ldexp",
        () ->
            Builtin.of(
                "ldexp(x: float, i: int)",
                "x * 2 ** i.",
                a -> MathParts.ldexp((Double) value(a, 0), (Long) value(a, 1))));
  }

  private void tests() {
    test("isfinite", "Whether x is neither infinite nor nan.", Double::isFinite);
    test("isinf", "Whether x is infinite.", Double::isInfinite);
    test("isnan", "Whether x is nan.", Double::isNaN);
    builtins.function(
        "math.isclose",
        () ->
            Builtin.of(
                "isclose(a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0)",
                "Whether two numbers differ by no more than a tolerance.",
                a ->
                    MathParts.isClose(
                        (Double) value(a, 0), (Double) value(a, 1),
                        (Double) value(a, 2), (Double) value(a, 3))));
  }

  private void unary(String name, String documentation, DoubleUnaryOperator function) {
    builtins.function(
        "math." + name,
        () ->
            Builtin.of(
                name + "(x: float)",
                documentation,
                a -> MathDomain.checked(name, (Double) value(a, 0), function)));
  }

  private void binary(
      String name, String parameters, String documentation, DoubleBinaryOperator function) {
    builtins.function(
        "math." + name,
        () ->
            Builtin.of(
                name + "(" + parameters.replace(",", ": float,") + ": float)",
                documentation,
                a ->
                    MathDomain.checked(
                        name, (Double) value(a, 0), (Double) value(a, 1), function)));
  }

  private void rounded(String name, String documentation, DoubleUnaryOperator function) {
    builtins.function(
        "math." + name,
        () ->
            Builtin.of(
                name + "(x: number)",
                documentation,
                a ->
                    value(a, 0) instanceof Long whole
                        ? whole
                        : (Object)
                            Floats.truncate(function.applyAsDouble(MathParts.real(value(a, 0))))));
  }

  private void test(String name, String documentation, DoublePredicate test) {
    builtins.function(
        "math." + name,
        () -> Builtin.of(name + "(x: float)", documentation, a -> test.test((Double) value(a, 0))));
  }
}
