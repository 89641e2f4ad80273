package org.gradlang.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;
import jdk.incubator.vector.VectorSpecies;

/** Primitives on vectors of float64. Needs the Vector API; loaded only where that is present. */
final class DoubleLanes {
  private DoubleLanes() {}

  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** A function of up to three vectors; one of fewer ignores the rest. */
  interface Function {
    DoubleVector apply(DoubleVector a, DoubleVector b, DoubleVector c);
  }

  static final Function ADD = (a, b, c) -> add(a, b);
  static final Function SUB = (a, b, c) -> sub(a, b);
  static final Function MUL = (a, b, c) -> mul(a, b);
  static final Function DIV = (a, b, c) -> div(a, b);
  static final Function MAX = (a, b, c) -> max(a, b);
  static final Function MIN = (a, b, c) -> min(a, b);
  static final Function NEG = (a, b, c) -> neg(a);
  static final Function ABS = (a, b, c) -> abs(a);
  static final Function SQRT = (a, b, c) -> sqrt(a);
  static final Function RSQRT = (a, b, c) -> rsqrt(a);
  static final Function RECIPROCAL = (a, b, c) -> reciprocal(a);
  static final Function SIGN = (a, b, c) -> sign(a);
  static final Function EQUAL = (a, b, c) -> equal(a, b);
  static final Function NOT_EQUAL = (a, b, c) -> notEqual(a, b);
  static final Function LESS = (a, b, c) -> less(a, b);
  static final Function LESS_EQUAL = (a, b, c) -> lessEqual(a, b);
  static final Function AND = (a, b, c) -> logicalAnd(a, b);
  static final Function OR = (a, b, c) -> logicalOr(a, b);
  static final Function NOT = (a, b, c) -> logicalNot(a);
  static final Function SELECT = (a, b, c) -> select(a, b, c);
  static final Function ROUND = (a, b, c) -> round(a);
  static final Function FLOOR = (a, b, c) -> floor(a);
  static final Function CEIL = (a, b, c) -> ceil(a);
  static final Function TRUNC = (a, b, c) -> trunc(a);

  /** From here on all numbers are whole. */
  static final DoubleVector WHOLE = all(0x1p52);

  /** Makes the JVM load all classes that these functions need. */
  static void loadClasses() {
    SELECT.apply(all(1), all(1), trunc(all(1)));
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  static DoubleVector add(DoubleVector a, DoubleVector b) {
    return a.add(b);
  }

  static DoubleVector sub(DoubleVector a, DoubleVector b) {
    return a.sub(b);
  }

  static DoubleVector mul(DoubleVector a, DoubleVector b) {
    return a.mul(b);
  }

  static DoubleVector div(DoubleVector a, DoubleVector b) {
    return a.div(b);
  }

  static DoubleVector max(DoubleVector a, DoubleVector b) {
    return a.max(b);
  }

  static DoubleVector min(DoubleVector a, DoubleVector b) {
    return a.min(b);
  }

  static DoubleVector neg(DoubleVector a) {
    return a.neg();
  }

  static DoubleVector abs(DoubleVector a) {
    return a.abs();
  }

  static DoubleVector sqrt(DoubleVector a) {
    return a.sqrt();
  }

  static DoubleVector rsqrt(DoubleVector a) {
    return all(1).div(a.sqrt());
  }

  static DoubleVector reciprocal(DoubleVector a) {
    return all(1).div(a);
  }

  static DoubleVector sign(DoubleVector a) {
    return all(0)
        .blend(all(1), a.compare(VectorOperators.GT, 0.0))
        .blend(all(-1), a.compare(VectorOperators.LT, 0.0));
  }

  /** To the nearest whole number, halves to even: what is not below 2^52 is one. */
  static DoubleVector round(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector whole = withSign(a.add(WHOLE).sub(WHOLE), x);
    return x.blend(whole, a.compare(VectorOperators.LT, WHOLE));
  }

  static DoubleVector floor(DoubleVector x) {
    DoubleVector y = round(x);
    return y.sub(all(0).blend(all(1), y.compare(VectorOperators.GT, x)));
  }

  static DoubleVector ceil(DoubleVector x) {
    return floor(x.neg()).neg();
  }

  static DoubleVector trunc(DoubleVector x) {
    return withSign(floor(x.abs()), x);
  }

  /** What is positive with the sign bits of others. */
  private static DoubleVector withSign(DoubleVector positive, DoubleVector signs) {
    return signs
        .reinterpretAsLongs()
        .and(Long.MIN_VALUE)
        .or(positive.reinterpretAsLongs())
        .reinterpretAsDoubles();
  }

  static DoubleVector equal(DoubleVector a, DoubleVector b) {
    return compare(VectorOperators.EQ, a, b);
  }

  static DoubleVector notEqual(DoubleVector a, DoubleVector b) {
    return compare(VectorOperators.NE, a, b);
  }

  static DoubleVector logicalAnd(DoubleVector a, DoubleVector b) {
    return notEqual(a, all(0)).mul(notEqual(b, all(0)));
  }

  /** Bits that either has: none but a sign are 0. */
  static DoubleVector logicalOr(DoubleVector a, DoubleVector b) {
    return notEqual(
        a.reinterpretAsLongs().or(b.reinterpretAsLongs()).reinterpretAsDoubles(), all(0));
  }

  static DoubleVector logicalNot(DoubleVector a) {
    return equal(a, all(0));
  }

  static DoubleVector less(DoubleVector a, DoubleVector b) {
    return compare(VectorOperators.LT, a, b);
  }

  static DoubleVector lessEqual(DoubleVector a, DoubleVector b) {
    return compare(VectorOperators.LE, a, b);
  }

  static DoubleVector select(DoubleVector a, DoubleVector b, DoubleVector c) {
    return c.blend(b, a.compare(VectorOperators.NE, 0.0));
  }

  private static DoubleVector compare(Comparison comparison, DoubleVector a, DoubleVector b) {
    return all(0).blend(1.0, a.compare(comparison, b));
  }
}
