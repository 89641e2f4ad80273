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
  private static final FloatVector ONE = all(1f);
  private static final FloatVector ZERO = all(0f);
  private static final FloatVector MINUS_ONE = all(-1);
  private static final FloatVector V_LOG2_E = all(LOG2_E);
  private static final FloatVector V_ROUNDER = all(ROUNDER);
  private static final FloatVector V_MINUS_LN2_LOW = all(-LN2_LOW);
  private static final FloatVector V_MINUS_LN2_HIGH = all(-LN2_HIGH);
  private static final FloatVector V_E6 = all(E6);
  private static final FloatVector V_E5 = all(E5);
  private static final FloatVector V_E4 = all(E4);
  private static final FloatVector V_E3 = all(E3);
  private static final FloatVector V_E2 = all(E2);
  private static final FloatVector V_L4 = all(L4);
  private static final FloatVector V_L3 = all(L3);
  private static final FloatVector V_L2 = all(L2);
  private static final FloatVector V_L1 = all(L1);
  private static final FloatVector V_LN2_LOW = all(LN2_LOW);
  private static final FloatVector V_LN2_HIGH = all(LN2_HIGH);
  private static final FloatVector NAN = all(Float.NaN);
  private static final FloatVector TWO = all(2f);
  private static final FloatVector V_T5 = all(T5);
  private static final FloatVector V_T4 = all(T4);
  private static final FloatVector V_T3 = all(T3);
  private static final FloatVector V_T2 = all(T2);
  private static final FloatVector V_T1 = all(T1);
  private static final FloatVector V_T0 = all(T0);
  private static final FloatVector V_C10 = all(C10);
  private static final FloatVector V_C9 = all(C9);
  private static final FloatVector V_C8 = all(C8);
  private static final FloatVector V_C7 = all(C7);
  private static final FloatVector V_C6 = all(C6);
  private static final FloatVector V_C5 = all(C5);
  private static final FloatVector V_C4 = all(C4);
  private static final FloatVector V_C3 = all(C3);
  private static final FloatVector V_C2 = all(C2);
  private static final FloatVector V_C1 = all(C1);
  private static final FloatVector V_C0 = all(C0);
  private static final FloatVector V_R6 = all(R6);
  private static final FloatVector V_R5 = all(R5);
  private static final FloatVector V_R4 = all(R4);
  private static final FloatVector V_R3 = all(R3);
  private static final FloatVector V_R2 = all(R2);
  private static final FloatVector V_R1 = all(R1);
  private static final FloatVector V_R0 = all(R0);
  private static final FloatVector V_EXP_LOWEST = all(EXP_LOWEST);
  private static final FloatVector V_EXP_HIGHEST = all(EXP_HIGHEST);
  private static final FloatVector SUBNORMAL_SCALE = all(0x1p25f);
  private static final FloatVector HALF = all(0.5f);
  private static final FloatVector V_EXPM1_LOWEST = all(EXPM1_LOWEST);
  private static final FloatVector V_EXPM1_HIGHEST = all(EXPM1_HIGHEST);
  private static final FloatVector V_ERF_HIGHEST = all(ERF_HIGHEST);
  private static final FloatVector V_ERF_MIDDLE = all(ERF_MIDDLE);
  private static final FloatVector SMALLEST_NORMAL = all(Float.MIN_NORMAL);
  private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
  private static final FloatVector V_LOG1P_EXACT = all(LOG1P_EXACT);
  private static final FloatVector V_TANH_SMALL = all(TANH_SMALL);
  private static final FloatVector TWENTY_FIVE = all(25f);
  private static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
  private static final IntVector BIAS = ints(127);
  private static final IntVector BITS_OF_ROUNDER = ints(Float.floatToRawIntBits(ROUNDER));
  private static final IntVector BITS_OF_SQRT_HALF = ints(Float.floatToRawIntBits(SQRT_HALF));

  static final Function ADD = (a, b, c) -> a.add(b);
  static final Function SUB = (a, b, c) -> a.sub(b);
  static final Function MUL = (a, b, c) -> a.mul(b);
  static final Function DIV = (a, b, c) -> a.div(b);
  static final Function MAX = (a, b, c) -> a.max(b);
  static final Function MIN = (a, b, c) -> a.min(b);
  static final Function NEG = (a, b, c) -> a.neg();
  static final Function ABS = (a, b, c) -> a.abs();
  static final Function SQRT = (a, b, c) -> a.sqrt();
  static final Function RSQRT = (a, b, c) -> ONE.div(a.sqrt());
  static final Function RECIPROCAL = (a, b, c) -> ONE.div(a);
  static final Function SIGN =
      (a, b, c) ->
          ZERO.blend(ONE, a.compare(VectorOperators.GT, ZERO))
              .blend(MINUS_ONE, a.compare(VectorOperators.LT, ZERO));
  static final Function EQUAL = (a, b, c) -> compare(VectorOperators.EQ, a, b);
  static final Function NOT_EQUAL = (a, b, c) -> compare(VectorOperators.NE, a, b);
  static final Function LESS = (a, b, c) -> compare(VectorOperators.LT, a, b);
  static final Function LESS_EQUAL = (a, b, c) -> compare(VectorOperators.LE, a, b);
  static final Function SELECT = (a, b, c) -> c.blend(b, a.compare(VectorOperators.NE, ZERO));
  static final Function EXP = (a, b, c) -> exp(a);
  static final Function EXP_OF_DIFFERENCE = (a, b, c) -> exp(a.sub(b));
  static final Function LOG = (a, b, c) -> log(a);
  static final Function EXPM1 = (a, b, c) -> expm1(a);
  static final Function LOG1P = (a, b, c) -> log1p(a);
  static final Function SIGMOID = (a, b, c) -> ONE.div(exp(a.neg()).add(ONE));
  static final Function TANH = (a, b, c) -> tanh(a);
  static final Function ERF = (a, b, c) -> erf(a);

  /** Makes the JVM load all classes that these functions need. */
  static void loadClasses() {
    tanh(log(ONE));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static IntVector ints(int value) {
    return IntVector.broadcast(SPECIES.withLanes(int.class), value);
  }

  private static FloatVector compare(Comparison comparison, FloatVector a, FloatVector b) {
    return ZERO.blend(ONE, a.compare(comparison, b));
  }

  /** Bounded by blends: the vectors' own max and min are six instructions, for nan and zeros. */
  private static FloatVector exp(FloatVector x) {
    FloatVector bounded =
        x.blend(V_EXP_LOWEST, x.compare(VectorOperators.LT, V_EXP_LOWEST))
            .blend(V_EXP_HIGHEST, x.compare(VectorOperators.GT, V_EXP_HIGHEST));
    FloatVector shifted = bounded.fma(V_LOG2_E, V_ROUNDER);
    FloatVector p = expOfRest(bounded, shifted);
    IntVector exponent = shifted.reinterpretAsInts().sub(BITS_OF_ROUNDER);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    return p.mul(power(half)).mul(power(exponent.sub(half)));
  }

  /** {@code exp(x) / 2^n}, where n is what {@code shifted} was rounded to. */
  private static FloatVector expOfRest(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(V_ROUNDER);
    FloatVector r = n.fma(V_MINUS_LN2_LOW, n.fma(V_MINUS_LN2_HIGH, x));
    FloatVector q = V_E6.fma(r, V_E5).fma(r, V_E4).fma(r, V_E3).fma(r, V_E2);
    return q.fma(r.mul(r), r).add(ONE);
  }

  /** The same bits for what is neither close to overflow nor to underflow, or nan. */
  private static FloatVector expOfSmall(FloatVector x) {
    FloatVector shifted = x.fma(V_LOG2_E, V_ROUNDER);
    return expOfRest(x, shifted).mul(power(shifted.reinterpretAsInts().sub(BITS_OF_ROUNDER)));
  }

  /** {@code 2^exponent}. */
  private static FloatVector power(IntVector exponent) {
    return exponent.add(BIAS).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
    IntVector bits = x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsInts();
    IntVector shifted = bits.sub(BITS_OF_SQRT_HALF);
    IntVector exponent = shifted.lanewise(VectorOperators.ASHR, 23);
    FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0));
    k = k.sub(ZERO.blend(TWENTY_FIVE, subnormal));
    FloatVector f =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(ONE);
    FloatVector s = f.div(f.add(TWO));
    FloatVector z = s.mul(s);
    FloatVector series = V_L4.fma(z, V_L3).fma(z, V_L2).fma(z, V_L1).mul(z);
    FloatVector half = f.mul(HALF).mul(f);
    FloatVector correction = k.fma(V_LN2_LOW, s.mul(half.add(series)));
    FloatVector y = k.fma(V_LN2_HIGH, f.sub(half.sub(correction)));
    VectorMask<Float> positive = x.compare(VectorOperators.GT, ZERO);
    VectorMask<Float> finite = positive.and(x.compare(VectorOperators.LT, INFINITY));
    FloatVector special =
        NAN.blend(x, positive).blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
    return special.blend(y, finite);
  }

  private static FloatVector expm1(FloatVector x) {
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

  private static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(ONE);
    FloatVector lost = x.sub(u.sub(ONE)).div(u);
    VectorMask<Float> inexact =
        u.compare(VectorOperators.GT, ZERO).and(u.compare(VectorOperators.LT, V_LOG1P_EXACT));
    FloatVector y = log(u).add(ZERO.blend(lost, inexact));
    return y.blend(x, u.compare(VectorOperators.EQ, 1f));
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector large = ONE.sub(TWO.div(exp(a.add(a)).add(ONE)));
    FloatVector u = x.mul(x);
    FloatVector p = V_T5.fma(u, V_T4).fma(u, V_T3).fma(u, V_T2);
    FloatVector small = p.fma(u, V_T1).fma(u, V_T0).mul(u).fma(a, a);
    return withSign(large.blend(small, a.compare(VectorOperators.LT, V_TANH_SMALL)), x);
  }

  /** So short that the JVM inlines all of it: with a call more, each made 600 bytes of vectors. */
  private static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs().min(V_ERF_HIGHEST);
    FloatVector u = a.mul(a);
    FloatVector z = a.sub(V_ERF_MIDDLE);
    FloatVector c = V_C10.fma(z, V_C9).fma(z, V_C8).fma(z, V_C7).fma(z, V_C6);
    c = c.fma(z, V_C5).fma(z, V_C4).fma(z, V_C3).fma(z, V_C2);
    c = c.fma(z, V_C1).fma(z, V_C0);
    FloatVector large = ONE.sub(expOfSmall(u.neg()).mul(c));
    FloatVector r = V_R6.fma(u, V_R5).fma(u, V_R4).fma(u, V_R3);
    FloatVector small = r.fma(u, V_R2).fma(u, V_R1).fma(u, V_R0).mul(x);
    return withSign(large, x).blend(small, a.compare(VectorOperators.LT, 1f));
  }

  /** What is positive with the sign bits of others. */
  private static FloatVector withSign(FloatVector positive, FloatVector signs) {
    return signs
        .reinterpretAsInts()
        .and(Integer.MIN_VALUE)
        .or(positive.reinterpretAsInts())
        .reinterpretAsFloats();
  }
}
