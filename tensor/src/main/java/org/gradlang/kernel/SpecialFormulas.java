package org.gradlang.kernel;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** More of what formulas are built with: special functions, and functions of integers. */
sealed interface SpecialFormulas permits Formula {

  private Formula self() {
    return (Formula) this;
  }

  default Formula erfcx() {
    return Special.ERFCX.of(self());
  }

  default Formula ndtri() {
    return Special.NDTRI.of(self());
  }

  default Formula i0() {
    return Special.I0.of(self());
  }

  default Formula i0e() {
    return Special.I0E.of(self());
  }

  default Formula i1() {
    return Special.I1.of(self());
  }

  default Formula i1e() {
    return Special.I1E.of(self());
  }

  default Formula igamma(Formula b) {
    return Special.IGAMMA.of(self(), b);
  }

  default Formula igammac(Formula b) {
    return Special.IGAMMAC.of(self(), b);
  }

  default Formula zeta(Formula b) {
    return Special.ZETA.of(self(), b);
  }

  default Formula gcd(Formula b) {
    return Integers.GCD.of(self(), b);
  }

  default Formula lcm(Formula b) {
    return Integers.LCM.of(self(), b);
  }

  default Formula shiftLeft(Formula b) {
    return Integers.SHIFT_LEFT.of(self(), b);
  }

  default Formula shiftRight(Formula b) {
    return Integers.SHIFT_RIGHT.of(self(), b);
  }

  default Formula nextAfter(Formula b) {
    return Arithmetic.NEXT_AFTER.of(self(), b);
  }

  default Formula mantissa() {
    return Arithmetic.MANTISSA.of(self());
  }

  default Formula exponent() {
    return Arithmetic.EXPONENT.of(self());
  }

  /** A function of this that has no gradient. */
  default Formula apply(String name, DoubleUnaryOperator function) {
    return Primitive.unary(name).doubles(function).of(self());
  }

  /** A function of this and {@code b} that has no gradient. */
  default Formula apply(String name, DoubleBinaryOperator function, Formula b) {
    return Primitive.binary(name).doubles(function).of(self(), b);
  }
}
