package org.gradlang.kernel;

import static org.gradlang.kernel.FloatMath.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;
import jdk.incubator.vector.VectorSpecies;

/** Primitives on vectors of float32. Needs the Vector API; loaded only where that is present. */
final class FloatLanes {
  private FloatLanes() {}

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** A function of up to three vectors; one of fewer ignores the rest. */
  interface Function {
    FloatVector apply(FloatVector a, FloatVector b, FloatVector c);
  }

  // Vectors of one number. Made here, not where they are used: each costs the compiler a hundred
  // nodes there.
  static final FloatVector ONE = all(1f);
  static final FloatVector ZERO = all(0f);
  static final FloatVector MINUS_ONE = all(-1);
  static final FloatVector V_LOG2_E = all(LOG2_E);
  static final FloatVector V_ROUNDER = all(ROUNDER);
  static final FloatVector V_MINUS_LN2_LOW = all(-LN2_LOW);
  static final FloatVector V_MINUS_LN2_HIGH = all(-LN2_HIGH);
  static final FloatVector V_E6 = all(E6);
  static final FloatVector V_E5 = all(E5);
  static final FloatVector V_E4 = all(E4);
  static final FloatVector V_E3 = all(E3);
  static final FloatVector V_E2 = all(E2);
  static final FloatVector V_L4 = all(L4);
  static final FloatVector V_L3 = all(L3);
  static final FloatVector V_L2 = all(L2);
  static final FloatVector V_L1 = all(L1);
  static final FloatVector V_LN2_LOW = all(LN2_LOW);
  static final FloatVector V_LN2_HIGH = all(LN2_HIGH);
  static final FloatVector NAN = all(Float.NaN);
  static final FloatVector TWO = all(2f);
  static final FloatVector V_T5 = all(T5);
  static final FloatVector V_T4 = all(T4);
  static final FloatVector V_T3 = all(T3);
  static final FloatVector V_T2 = all(T2);
  static final FloatVector V_T1 = all(T1);
  static final FloatVector V_T0 = all(T0);
  static final FloatVector V_C10 = all(C10);
  static final FloatVector V_C9 = all(C9);
  static final FloatVector V_C8 = all(C8);
  static final FloatVector V_C7 = all(C7);
  static final FloatVector V_C6 = all(C6);
  static final FloatVector V_C5 = all(C5);
  static final FloatVector V_C4 = all(C4);
  static final FloatVector V_C3 = all(C3);
  static final FloatVector V_C2 = all(C2);
  static final FloatVector V_C1 = all(C1);
  static final FloatVector V_C0 = all(C0);
  static final FloatVector V_R6 = all(R6);
  static final FloatVector V_R5 = all(R5);
  static final FloatVector V_R4 = all(R4);
  static final FloatVector V_R3 = all(R3);
  static final FloatVector V_R2 = all(R2);
  static final FloatVector V_R1 = all(R1);
  static final FloatVector V_R0 = all(R0);
  static final FloatVector V_EXP_LOWEST = all(EXP_LOWEST);
  static final FloatVector SUBNORMAL_SCALE = all(0x1p25f);
  static final FloatVector HALF = all(0.5f);
  static final FloatVector V_EXPM1_LOWEST = all(EXPM1_LOWEST);
  static final FloatVector V_EXPM1_HIGHEST = all(EXPM1_HIGHEST);
  static final IntVector ERF_BOUND = ints(Float.floatToRawIntBits(ERF_HIGHEST));
  static final FloatVector V_ERF_MIDDLE = all(ERF_MIDDLE);
  static final FloatVector SMALLEST_NORMAL = all(Float.MIN_NORMAL);
  static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
  static final FloatVector V_LOG1P_EXACT = all(LOG1P_EXACT);
  static final FloatVector V_TANH_SMALL = all(TANH_SMALL);
  static final IntVector TANH_BOUND = ints(Float.floatToRawIntBits(TANH_HIGHEST));
  static final FloatVector TWENTY_FIVE = all(25f);
  static final FloatVector V_X6 = all(X6);
  static final FloatVector V_X5 = all(X5);
  static final FloatVector V_X4 = all(X4);
  static final FloatVector V_X3 = all(X3);
  static final FloatVector V_X2 = all(X2);
  static final FloatVector V_LN2 = all(LN2);
  static final FloatVector V_EXP2_LOWEST = all(EXP2_LOWEST);
  static final FloatVector V_WHOLE = all(WHOLE);
  static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);

  // ROUNDER + n + 254 ends in the bits of n + 254, and half of that is the exponent of 2^(n / 2):
  // a factor of 2^n, as is what is left, and both are normal floats
  static final FloatVector EXP_ROUNDER = all(ROUNDER + 254);
  static final IntVector EXP_MOST = ints(Float.floatToRawIntBits(ROUNDER + 254 + 128));
  static final IntVector EXPONENT_BITS = ints(Float.floatToRawIntBits(Float.POSITIVE_INFINITY));
  static final IntVector BIAS = ints(127);
  static final IntVector BITS_OF_ROUNDER = ints(Float.floatToRawIntBits(ROUNDER));
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

  // the keys of an exp: 0 for n = -125, 252 for n = 127
  static final int GREATEST_KEY = 252;
  static final IntVector EXP_LEAST = ints(Float.floatToRawIntBits(ROUNDER) - 125);
  static final IntVector BITS_OF_SMALLEST_NORMAL = ints(Float.floatToRawIntBits(Float.MIN_NORMAL));
  static final IntVector BITS_OF_SQRT_HALF = ints(Float.floatToRawIntBits(SQRT_HALF));

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
  static final Function EXP = (a, b, c) -> exp(a);
  static final Function EXP_OF_DIFFERENCE = (a, b, c) -> expOfDifference(a, b);
  static final Function LOG = (a, b, c) -> log(a);
  static final Function EXPM1 = (a, b, c) -> expm1(a);
  static final Function LOG1P = (a, b, c) -> log1p(a);
  static final Function SIGMOID = (a, b, c) -> sigmoid(a);
  static final Function TANH = (a, b, c) -> tanh(a);
  static final Function ERF = (a, b, c) -> erf(a);
  static final Function EXP2 = (a, b, c) -> exp2(a);
  static final Function LOG2 = (a, b, c) -> log2(a);
  static final Function ROUND = (a, b, c) -> round(a);
  static final Function FLOOR = (a, b, c) -> floor(a);
  static final Function CEIL = (a, b, c) -> ceil(a);
  static final Function TRUNC = (a, b, c) -> trunc(a);

  /** Makes the JVM load all classes that these functions need. */
  static void loadClasses() {
    tanh(log(exp(ONE)));
    AngleLanes.loadClasses();
    PowerLanes.loadClasses();
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static IntVector ints(int value) {
    return IntVector.broadcast(SPECIES.withLanes(int.class), value);
  }

  static FloatVector add(FloatVector a, FloatVector b) {
    return a.add(b);
  }

  static FloatVector sub(FloatVector a, FloatVector b) {
    return a.sub(b);
  }

  static FloatVector mul(FloatVector a, FloatVector b) {
    return a.mul(b);
  }

  static FloatVector div(FloatVector a, FloatVector b) {
    return a.div(b);
  }

  static FloatVector max(FloatVector a, FloatVector b) {
    return a.max(b);
  }

  static FloatVector min(FloatVector a, FloatVector b) {
    return a.min(b);
  }

  static FloatVector neg(FloatVector a) {
    return a.neg();
  }

  static FloatVector abs(FloatVector a) {
    return a.abs();
  }

  static FloatVector sqrt(FloatVector a) {
    return a.sqrt();
  }

  static FloatVector rsqrt(FloatVector a) {
    return ONE.div(a.sqrt());
  }

  static FloatVector reciprocal(FloatVector a) {
    return ONE.div(a);
  }

  static FloatVector sign(FloatVector a) {
    return ZERO.blend(ONE, a.compare(VectorOperators.GT, ZERO))
        .blend(MINUS_ONE, a.compare(VectorOperators.LT, ZERO));
  }

  /** To the nearest whole number, halves to even: what is not below 2^23 is one. */
  static FloatVector round(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector whole = withSign(a.add(V_WHOLE).sub(V_WHOLE), x);
    return x.blend(whole, a.compare(VectorOperators.LT, V_WHOLE));
  }

  static FloatVector floor(FloatVector x) {
    FloatVector y = round(x);
    return y.sub(ZERO.blend(ONE, y.compare(VectorOperators.GT, x)));
  }

  static FloatVector ceil(FloatVector x) {
    return floor(x.neg()).neg();
  }

  static FloatVector trunc(FloatVector x) {
    return withSign(floor(x.abs()), x);
  }

  static FloatVector equal(FloatVector a, FloatVector b) {
    return compare(VectorOperators.EQ, a, b);
  }

  static FloatVector notEqual(FloatVector a, FloatVector b) {
    return compare(VectorOperators.NE, a, b);
  }

  static FloatVector logicalAnd(FloatVector a, FloatVector b) {
    return notEqual(a, ZERO).mul(notEqual(b, ZERO));
  }

  /** Bits that either has: none but a sign are 0. */
  static FloatVector logicalOr(FloatVector a, FloatVector b) {
    return notEqual(a.reinterpretAsInts().or(b.reinterpretAsInts()).reinterpretAsFloats(), ZERO);
  }

  static FloatVector logicalNot(FloatVector a) {
    return equal(a, ZERO);
  }

  static FloatVector less(FloatVector a, FloatVector b) {
    return compare(VectorOperators.LT, a, b);
  }

  static FloatVector lessEqual(FloatVector a, FloatVector b) {
    return compare(VectorOperators.LE, a, b);
  }

  static FloatVector select(FloatVector a, FloatVector b, FloatVector c) {
    return c.blend(b, a.compare(VectorOperators.NE, ZERO));
  }

  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(exp(x.neg()).add(ONE));
  }

  private static FloatVector compare(Comparison comparison, FloatVector a, FloatVector b) {
    return ZERO.blend(ONE, a.compare(comparison, b));
  }

  /**
   * Bounded from below by a blend: the vectors' own max and min are six instructions, for nan and
   * zeros. From above it is enough to bound n: the series of what is left then overflows, and nan
   * stays nan.
   */
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.blend(V_EXP_LOWEST, x.compare(VectorOperators.LT, V_EXP_LOWEST));
    IntVector shifted = bounded.fma(V_LOG2_E, EXP_ROUNDER).reinterpretAsInts().min(EXP_MOST);
    FloatVector p = expOfRest(bounded, shifted.reinterpretAsFloats().sub(EXP_ROUNDER));
    return scaled(p, shifted);
  }

  /** Times 2^n, in two steps, where n + 254 stands in the last bits of the other. */
  private static FloatVector scaled(FloatVector p, IntVector shifted) {
    IntVector first = shifted.lanewise(VectorOperators.LSHL, 22).and(EXPONENT_BITS);
    IntVector second = shifted.lanewise(VectorOperators.LSHL, 23).sub(first);
    return p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
  }

  /** As {@link #exp}, where what is left of a whole number is exact. */
  static FloatVector exp2(FloatVector x) {
    FloatVector bounded = x.blend(V_EXP2_LOWEST, x.compare(VectorOperators.LT, V_EXP2_LOWEST));
    IntVector shifted = bounded.add(EXP_ROUNDER).reinterpretAsInts().min(EXP_MOST);
    FloatVector r = bounded.sub(shifted.reinterpretAsFloats().sub(EXP_ROUNDER));
    FloatVector q = V_X6.fma(r, V_X5).fma(r, V_X4).fma(r, V_X3).fma(r, V_X2);
    return scaled(q.fma(r.mul(r), r.mul(V_LN2)).add(ONE), shifted);
  }

  /** The same bits where 2^n is a normal float, and so is what it is multiplied by. */
  static FloatVector expOfOrdinary(FloatVector x) {
    FloatVector shifted = shifted(x);
    FloatVector p = expOfRest(x, shifted.sub(V_ROUNDER));
    // n goes to the exponent, and what stands above n out of the number
    IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  static FloatVector expOfDifference(FloatVector a, FloatVector b) {
    return exp(a.sub(b));
  }

  static FloatVector expOfDifferenceOfOrdinary(FloatVector a, FloatVector b) {
    return expOfOrdinary(a.sub(b));
  }

  static IntVector expOfDifferenceKey(IntVector keys, FloatVector a, FloatVector b) {
    return expKey(keys, a.sub(b));
  }

  /** n in the last bits. The JVM computes it once for a function and its key. */
  private static FloatVector shifted(FloatVector x) {
    return x.fma(V_LOG2_E, V_ROUNDER);
  }

  /**
   * The keys of no elements: they are ordinary. Made anew, as a vector that stands in a field would
   * keep others, which take its place in a loop, out of registers.
   */
  static IntVector noKey() {
    return IntVector.zero(INTS);
  }

  static IntVector expKey(IntVector keys, FloatVector x) {
    IntVector key = shifted(x).reinterpretAsInts().sub(EXP_LEAST);
    return keys.lanewise(VectorOperators.UMAX, key);
  }

  static FloatVector sigmoidOfOrdinary(FloatVector x) {
    return ONE.div(expOfOrdinary(x.neg()).add(ONE));
  }

  static IntVector sigmoidKey(IntVector keys, FloatVector x) {
    return expKey(keys, x.neg());
  }

  /** Whether some of the greatest keys are not those of ordinary elements. */
  static boolean areOther(IntVector keys) {
    return keys.compare(VectorOperators.UGT, GREATEST_KEY).anyTrue();
  }

  /** {@code exp(x) / 2^n}. */
  private static FloatVector expOfRest(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(V_MINUS_LN2_LOW, n.fma(V_MINUS_LN2_HIGH, x));
    FloatVector q = V_E6.fma(r, V_E5).fma(r, V_E4).fma(r, V_E3).fma(r, V_E2);
    return q.fma(r.mul(r), r).add(ONE);
  }

  /** {@code 2^exponent}. */
  private static FloatVector power(IntVector exponent) {
    return exponent.add(BIAS).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
    IntVector bits = bitsForLog(x, subnormal);
    IntVector exponent = exponentForLog(bits);
    return ofPositive(logOfRest(bits, exponent, exponentOf(exponent, subnormal)), x);
  }

  static FloatVector log2(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
    IntVector bits = bitsForLog(x, subnormal);
    IntVector exponent = exponentForLog(bits);
    FloatVector f = restForLog(bits, exponent);
    FloatVector s = f.div(f.add(TWO));
    FloatVector half = f.mul(HALF).mul(f);
    FloatVector natural = f.sub(half.sub(s.mul(half.add(seriesOfLog(s)))));
    return ofPositive(natural.fma(V_LOG2_E, exponentOf(exponent, subnormal)), x);
  }

  private static IntVector bitsForLog(FloatVector x, VectorMask<Float> subnormal) {
    return x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsInts();
  }

  private static FloatVector exponentOf(IntVector exponent, VectorMask<Float> subnormal) {
    FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0));
    return k.sub(ZERO.blend(TWENTY_FIVE, subnormal));
  }

  /** The logarithm y of x, if that is positive and finite. */
  static FloatVector ofPositive(FloatVector y, FloatVector x) {
    VectorMask<Float> positive = x.compare(VectorOperators.GT, ZERO);
    VectorMask<Float> finite = positive.and(x.compare(VectorOperators.LT, INFINITY));
    FloatVector special =
        NAN.blend(x, positive).blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
    return special.blend(y, finite);
  }

  private static IntVector exponentForLog(IntVector bits) {
    return bits.sub(BITS_OF_SQRT_HALF).lanewise(VectorOperators.ASHR, 23);
  }

  /** The number with these bits without this exponent, minus 1. */
  private static FloatVector restForLog(IntVector bits, IntVector exponent) {
    return bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(ONE);
  }

  private static FloatVector seriesOfLog(FloatVector s) {
    FloatVector z = s.mul(s);
    return V_L4.fma(z, V_L3).fma(z, V_L2).fma(z, V_L1).mul(z);
  }

  /** The logarithm of the number with these bits without this exponent, and k of 2. */
  private static FloatVector logOfRest(IntVector bits, IntVector exponent, FloatVector k) {
    FloatVector f = restForLog(bits, exponent);
    FloatVector s = f.div(f.add(TWO));
    FloatVector half = f.mul(HALF).mul(f);
    FloatVector correction = k.fma(V_LN2_LOW, s.mul(half.add(seriesOfLog(s))));
    return k.fma(V_LN2_HIGH, f.sub(half.sub(correction)));
  }

  /** The same bits for what is positive and neither subnormal nor 2^127 or more. */
  static FloatVector logOfOrdinary(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector exponent = exponentForLog(bits);
    return logOfRest(bits, exponent, ((FloatVector) exponent.convert(VectorOperators.I2F, 0)));
  }

  /** Of normal numbers above 0, the exponents from 0 on; more than any of these for others. */
  static IntVector logKey(IntVector keys, FloatVector x) {
    IntVector key = x.reinterpretAsInts().sub(BITS_OF_SMALLEST_NORMAL);
    return keys.lanewise(VectorOperators.UMAX, key.lanewise(VectorOperators.LSHR, 23));
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector bounded = x.max(V_EXPM1_LOWEST).min(V_EXPM1_HIGHEST);
    FloatVector shifted = bounded.fma(V_LOG2_E, V_ROUNDER);
    FloatVector n = shifted.sub(V_ROUNDER);
    FloatVector r = n.fma(V_MINUS_LN2_LOW, n.fma(V_MINUS_LN2_HIGH, bounded));
    FloatVector q = V_E6.fma(r, V_E5).fma(r, V_E4).fma(r, V_E3).fma(r, V_E2);
    FloatVector p = q.fma(r.mul(r), r);
    IntVector exponent = shifted.reinterpretAsInts().sub(BITS_OF_ROUNDER);
    FloatVector scale = power(exponent);
    FloatVector y = p.fma(scale, scale.sub(ONE));
    FloatVector large = y.blend(exp(x).sub(ONE), x.compare(VectorOperators.GT, V_EXPM1_HIGHEST));
    return large.blend(x, x.compare(VectorOperators.EQ, ZERO));
  }

  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(ONE);
    FloatVector lost = x.sub(u.sub(ONE)).div(u);
    VectorMask<Float> inexact =
        u.compare(VectorOperators.GT, ZERO).and(u.compare(VectorOperators.LT, V_LOG1P_EXACT));
    FloatVector y = log(u).add(ZERO.blend(lost, inexact));
    return y.blend(x, u.compare(VectorOperators.EQ, 1f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector bounded = bounded(a, TANH_BOUND);
    FloatVector large = ONE.sub(TWO.div(expOfOrdinary(bounded.add(bounded)).add(ONE)));
    FloatVector u = x.mul(x);
    FloatVector p = V_T5.fma(u, V_T4).fma(u, V_T3).fma(u, V_T2);
    FloatVector small = p.fma(u, V_T1).fma(u, V_T0).mul(u).fma(a, a);
    // of nan, the small form is nan
    return withSign(small.blend(large, a.compare(VectorOperators.GE, V_TANH_SMALL)), x);
  }

  /**
   * The smaller one of two numbers that are not negative, in one operation: a minimum of floats is
   * six, because of nan and of zeros with a sign. Here nan becomes the bound.
   */
  private static FloatVector bounded(FloatVector a, IntVector bound) {
    return a.reinterpretAsInts().min(bound).reinterpretAsFloats();
  }

  /** So short that the JVM inlines all of it: with a call more, each made 600 bytes of vectors. */
  static FloatVector erf(FloatVector x) {
    FloatVector distance = x.abs();
    FloatVector a = bounded(distance, ERF_BOUND);
    FloatVector u = a.mul(a);
    FloatVector z = a.sub(V_ERF_MIDDLE);
    FloatVector c = V_C10.fma(z, V_C9).fma(z, V_C8).fma(z, V_C7).fma(z, V_C6);
    c = c.fma(z, V_C5).fma(z, V_C4).fma(z, V_C3).fma(z, V_C2);
    c = c.fma(z, V_C1).fma(z, V_C0);
    FloatVector large = ONE.sub(expOfOrdinary(u.neg()).mul(c));
    FloatVector r = V_R6.fma(u, V_R5).fma(u, V_R4).fma(u, V_R3);
    FloatVector small = r.fma(u, V_R2).fma(u, V_R1).fma(u, V_R0).mul(x);
    return small.blend(withSign(large, x), distance.compare(VectorOperators.GE, 1f)); // as in tanh
  }

  /** What is positive with the sign bits of others. */
  static FloatVector withSign(FloatVector positive, FloatVector signs) {
    return signs
        .reinterpretAsInts()
        .and(Integer.MIN_VALUE)
        .or(positive.reinterpretAsInts())
        .reinterpretAsFloats();
  }
}
