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

  static final Function ADD = (a, b, c) -> a.add(b);
  static final Function SUB = (a, b, c) -> a.sub(b);
  static final Function MUL = (a, b, c) -> a.mul(b);
  static final Function DIV = (a, b, c) -> a.div(b);
  static final Function MAX = (a, b, c) -> a.max(b);
  static final Function MIN = (a, b, c) -> a.min(b);
  static final Function NEG = (a, b, c) -> a.neg();
  static final Function ABS = (a, b, c) -> a.abs();
  static final Function SQRT = (a, b, c) -> a.sqrt();
  static final Function RSQRT = (a, b, c) -> all(1).div(a.sqrt());
  static final Function RECIPROCAL = (a, b, c) -> all(1).div(a);
  static final Function SIGN =
      (a, b, c) ->
          all(0)
              .blend(all(1), a.compare(VectorOperators.GT, 0f))
              .blend(all(-1), a.compare(VectorOperators.LT, 0f));
  static final Function EQUAL = (a, b, c) -> compare(VectorOperators.EQ, a, b);
  static final Function NOT_EQUAL = (a, b, c) -> compare(VectorOperators.NE, a, b);
  static final Function LESS = (a, b, c) -> compare(VectorOperators.LT, a, b);
  static final Function LESS_EQUAL = (a, b, c) -> compare(VectorOperators.LE, a, b);
  static final Function SELECT = (a, b, c) -> c.blend(b, a.compare(VectorOperators.NE, 0f));
  static final Function EXP = (a, b, c) -> exp(a);
  static final Function LOG = (a, b, c) -> log(a);
  static final Function EXPM1 = (a, b, c) -> expm1(a);
  static final Function LOG1P = (a, b, c) -> log1p(a);
  static final Function SIGMOID = (a, b, c) -> all(1).div(exp(a.neg()).add(1f));
  static final Function TANH = (a, b, c) -> tanh(a);
  static final Function ERF = (a, b, c) -> erf(a);

  /** Makes the JVM load all classes that these functions need. */
  static void loadClasses() {
    tanh(log(all(1)));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector compare(Comparison comparison, FloatVector a, FloatVector b) {
    return all(0).blend(1f, a.compare(comparison, b));
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(EXP_LOWEST).min(EXP_HIGHEST);
    FloatVector shifted = bounded.fma(all(LOG2_E), all(ROUNDER));
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), bounded));
    FloatVector q = all(E6).fma(r, all(E5)).fma(r, all(E4)).fma(r, all(E3)).fma(r, all(E2));
    FloatVector p = q.fma(r.mul(r), r).add(1f);
    IntVector exponent = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    return p.mul(power(half)).mul(power(exponent.sub(half)));
  }

  /** {@code 2^exponent}. */
  private static FloatVector power(IntVector exponent) {
    return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p25f), subnormal).reinterpretAsInts();
    IntVector shifted = bits.sub(Float.floatToRawIntBits(SQRT_HALF));
    IntVector exponent = shifted.lanewise(VectorOperators.ASHR, 23);
    FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0));
    k = k.sub(all(0).blend(25f, subnormal));
    FloatVector f =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector s = f.div(f.add(2f));
    FloatVector z = s.mul(s);
    FloatVector series = all(L4).fma(z, all(L3)).fma(z, all(L2)).fma(z, all(L1)).mul(z);
    FloatVector half = f.mul(0.5f).mul(f);
    FloatVector correction = k.fma(all(LN2_LOW), s.mul(half.add(series)));
    FloatVector y = k.fma(all(LN2_HIGH), f.sub(half.sub(correction)));
    VectorMask<Float> positive = x.compare(VectorOperators.GT, 0f);
    VectorMask<Float> finite = positive.and(x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
    FloatVector special =
        all(Float.NaN)
            .blend(x, positive)
            .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return special.blend(y, finite);
  }

  private static FloatVector expm1(FloatVector x) {
    FloatVector bounded = x.max(EXPM1_LOWEST).min(EXPM1_HIGHEST);
    FloatVector shifted = bounded.fma(all(LOG2_E), all(ROUNDER));
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), bounded));
    FloatVector q = all(E6).fma(r, all(E5)).fma(r, all(E4)).fma(r, all(E3)).fma(r, all(E2));
    FloatVector p = q.fma(r.mul(r), r);
    IntVector exponent = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
    FloatVector scale = power(exponent);
    FloatVector y = p.fma(scale, scale.sub(1f));
    FloatVector large = y.blend(exp(x).sub(1f), x.compare(VectorOperators.GT, EXPM1_HIGHEST));
    return large.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  private static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    FloatVector lost = x.sub(u.sub(1f)).div(u);
    VectorMask<Float> inexact =
        u.compare(VectorOperators.GT, 0f).and(u.compare(VectorOperators.LT, LOG1P_EXACT));
    FloatVector y = log(u).add(all(0).blend(lost, inexact));
    return y.blend(x, u.compare(VectorOperators.EQ, 1f));
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector large = all(1).sub(all(2).div(exp(a.add(a)).add(1f)));
    FloatVector u = x.mul(x);
    FloatVector p = all(T5).fma(u, all(T4)).fma(u, all(T3)).fma(u, all(T2));
    FloatVector small = p.fma(u, all(T1)).fma(u, all(T0)).mul(u).fma(a, a);
    return withSign(large.blend(small, a.compare(VectorOperators.LT, TANH_SMALL)), x);
  }

  private static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs().min(ERF_HIGHEST);
    FloatVector z = a.sub(ERF_MIDDLE);
    FloatVector c = all(C10).fma(z, all(C9)).fma(z, all(C8)).fma(z, all(C7)).fma(z, all(C6));
    c = c.fma(z, all(C5)).fma(z, all(C4)).fma(z, all(C3)).fma(z, all(C2));
    c = c.fma(z, all(C1)).fma(z, all(C0));
    FloatVector large = all(1).sub(exp(a.mul(a).neg()).mul(c));
    FloatVector u = x.mul(x);
    FloatVector r = all(R6).fma(u, all(R5)).fma(u, all(R4)).fma(u, all(R3));
    FloatVector small = r.fma(u, all(R2)).fma(u, all(R1)).fma(u, all(R0)).mul(x);
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
