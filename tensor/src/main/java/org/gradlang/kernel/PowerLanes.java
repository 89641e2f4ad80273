package org.gradlang.kernel;

import static org.gradlang.kernel.FloatPowers.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions on vectors of float32, each as two halves of float64. Needs the Vector API; loaded only
 * where that is present.
 */
final class PowerLanes {
  private PowerLanes() {}

  static final VectorSpecies<Double> DOUBLES = DoubleLanes.SPECIES;

  static final DoubleVector D_G0 = doubles(G0);
  static final DoubleVector D_G1 = doubles(G1);
  static final DoubleVector D_G2 = doubles(G2);
  static final DoubleVector D_G3 = doubles(G3);
  static final DoubleVector D_G4 = doubles(G4);
  static final DoubleVector D_G5 = doubles(G5);
  static final DoubleVector D_P0 = doubles(P0);
  static final DoubleVector D_P1 = doubles(P1);
  static final DoubleVector D_P2 = doubles(P2);
  static final DoubleVector D_P3 = doubles(P3);
  static final DoubleVector D_P4 = doubles(P4);
  static final DoubleVector D_P5 = doubles(P5);
  static final DoubleVector D_P6 = doubles(P6);
  static final DoubleVector D_P7 = doubles(P7);
  static final DoubleVector D_ONE = doubles(1);
  static final DoubleVector D_TWO = doubles(2);
  static final DoubleVector D_HALF = doubles(0.5);
  static final DoubleVector D_MOST = doubles(MOST);
  static final DoubleVector D_LEAST = doubles(-MOST);
  static final DoubleVector D_ROUNDER = doubles(ROUNDER);
  static final DoubleVector D_BIAS = doubles(FloatPowers.WHOLE + 1023);
  static final DoubleVector D_LOG2_E = doubles(FloatPowers.LOG2_E);
  static final DoubleVector D_LOG10_2 = doubles(LOG10_2);
  static final DoubleVector D_LN2 = doubles(FloatPowers.LN2);
  static final DoubleVector D_HALF_LN2 = doubles(0.5 * FloatPowers.LN2);
  static final DoubleVector D_MINUS_ONE = doubles(-1);
  static final FloatVector V_AREA_SMALL = FloatLanes.all(AREA_SMALL);
  static final FloatVector V_THIRD = FloatLanes.all(THIRD);
  static final FloatVector V_MINUS_SIXTH = FloatLanes.all(MINUS_SIXTH);
  static final LongVector D_EXPONENT = longs(EXPONENT);
  static final LongVector D_ONE_BITS = longs(ONE_BITS);
  static final LongVector D_TO_EXPONENT = longs(ONE_BITS - SQRT_HALF_BITS);
  static final LongVector D_WHOLE_BITS = longs(Double.doubleToRawLongBits(FloatPowers.WHOLE));
  static final FloatVector V_H0 = FloatLanes.all(H0);
  static final FloatVector V_H1 = FloatLanes.all(H1);
  static final FloatVector V_H2 = FloatLanes.all(H2);
  static final FloatVector V_H3 = FloatLanes.all(H3);

  static final FloatLanes.Function POW = (a, b, c) -> pow(a, b);
  static final FloatLanes.Function HYPOT = (a, b, c) -> hypot(a, b);
  static final FloatLanes.Function LOG10 = (a, b, c) -> log10(a);
  static final FloatLanes.Function SINH = (a, b, c) -> sinh(a);
  static final FloatLanes.Function ASINH = (a, b, c) -> asinh(a);
  static final FloatLanes.Function ACOSH = (a, b, c) -> acosh(a);
  static final FloatLanes.Function ATANH = (a, b, c) -> atanh(a);
  static final FloatLanes.Function COSH = (a, b, c) -> cosh(a);

  /** Makes the JVM load all classes that these functions need. */
  static void loadClasses() {
    pow(V_H0, V_H1);
  }

  private static DoubleVector doubles(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }

  private static LongVector longs(long value) {
    return LongVector.broadcast(DOUBLES.withLanes(long.class), value);
  }

  private static DoubleVector low(FloatVector x) {
    return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  private static DoubleVector high(FloatVector x) {
    return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 1);
  }

  private static FloatVector floats(DoubleVector low, DoubleVector high) {
    FloatVector first = (FloatVector) low.convertShape(VectorOperators.D2F, FloatLanes.SPECIES, 0);
    FloatVector second =
        (FloatVector) high.convertShape(VectorOperators.D2F, FloatLanes.SPECIES, -1);
    return first.reinterpretAsInts().or(second.reinterpretAsInts()).reinterpretAsFloats();
  }

  private static DoubleVector logarithm(DoubleVector x) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector exponent = bits.add(D_TO_EXPONENT).and(D_EXPONENT);
    DoubleVector m = bits.sub(exponent).add(D_ONE_BITS).reinterpretAsDoubles();
    LongVector biased = exponent.lanewise(VectorOperators.LSHR, 52).or(D_WHOLE_BITS);
    DoubleVector k = biased.reinterpretAsDoubles().sub(D_BIAS);
    DoubleVector f = m.sub(D_ONE);
    DoubleVector s = f.div(f.add(D_TWO));
    DoubleVector z = s.mul(s);
    DoubleVector p = D_G5.fma(z, D_G4).fma(z, D_G3).fma(z, D_G2);
    return p.fma(z, D_G1).fma(z, D_G0).fma(s, k);
  }

  private static DoubleVector powerOfTwo(DoubleVector x) {
    DoubleVector t =
        x.blend(D_MOST, x.compare(VectorOperators.GT, D_MOST))
            .blend(D_LEAST, x.compare(VectorOperators.LT, D_LEAST));
    DoubleVector shifted = t.add(D_ROUNDER);
    DoubleVector r = t.sub(shifted.sub(D_ROUNDER));
    DoubleVector p = D_P7.fma(r, D_P6).fma(r, D_P5).fma(r, D_P4);
    p = p.fma(r, D_P3).fma(r, D_P2).fma(r, D_P1).fma(r, D_P0);
    LongVector y = p.fma(r, D_ONE).reinterpretAsLongs();
    LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    return y.add(exponent).reinterpretAsDoubles();
  }

  static FloatVector pow(FloatVector x, FloatVector y) {
    FloatVector a = x.abs();
    VectorMask<Float> end =
        a.compare(VectorOperators.EQ, FloatLanes.ZERO)
            .or(a.compare(VectorOperators.EQ, FloatLanes.INFINITY));
    FloatVector b = y.blend(y.mul(FloatLanes.INFINITY), end);
    DoubleVector low = powerOfTwo(low(b).mul(logarithm(low(a))));
    DoubleVector high = powerOfTwo(high(b).mul(logarithm(high(a))));
    FloatVector size =
        floats(low, high).blend(FloatLanes.ONE, a.compare(VectorOperators.EQ, FloatLanes.ONE));
    FloatVector half = y.mul(FloatLanes.HALF);
    VectorMask<Float> whole = FloatLanes.round(y).compare(VectorOperators.EQ, y);
    VectorMask<Float> odd = FloatLanes.round(half).compare(VectorOperators.NE, half).and(whole);
    VectorMask<Float> root =
        x.compare(VectorOperators.LT, FloatLanes.ZERO)
            .and(x.compare(VectorOperators.GT, FloatLanes.MINUS_INFINITY))
            .andNot(whole);
    return size.blend(FloatLanes.withSign(size, x), odd)
        .blend(FloatLanes.NAN, root)
        .blend(x, x.compare(VectorOperators.NE, x))
        .blend(x.mul(x), y.compare(VectorOperators.EQ, FloatLanes.TWO))
        .blend(FloatLanes.ONE, y.compare(VectorOperators.EQ, FloatLanes.ZERO));
  }

  static FloatVector log10(FloatVector x) {
    DoubleVector low = logarithm(low(x)).mul(D_LOG10_2);
    DoubleVector high = logarithm(high(x)).mul(D_LOG10_2);
    return FloatLanes.ofPositive(floats(low, high), x);
  }

  private static DoubleVector area(DoubleVector x, DoubleVector one) {
    return logarithm(x.fma(x, one).sqrt().add(x)).mul(D_LN2);
  }

  static FloatVector asinh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector large = floats(area(low(a), D_ONE), area(high(a), D_ONE));
    FloatVector small = a.mul(a).mul(V_MINUS_SIXTH).fma(a, a);
    FloatVector y = large.blend(small, a.compare(VectorOperators.LT, V_AREA_SMALL));
    return FloatLanes.withSign(a.blend(y, a.compare(VectorOperators.LT, FloatLanes.INFINITY)), x);
  }

  static FloatVector acosh(FloatVector x) {
    FloatVector y = floats(area(low(x), D_MINUS_ONE), area(high(x), D_MINUS_ONE));
    FloatVector finite = x.blend(y, x.compare(VectorOperators.LT, FloatLanes.INFINITY));
    return finite.blend(FloatLanes.NAN, x.compare(VectorOperators.LT, FloatLanes.ONE));
  }

  private static DoubleVector areaOfTangent(DoubleVector x) {
    return logarithm(x.add(D_ONE).div(D_ONE.sub(x))).mul(D_HALF_LN2);
  }

  static FloatVector atanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector large = floats(areaOfTangent(low(a)), areaOfTangent(high(a)));
    FloatVector small = a.mul(a).mul(V_THIRD).fma(a, a);
    FloatVector y = large.blend(small, a.compare(VectorOperators.LT, V_AREA_SMALL));
    FloatVector inside = FloatLanes.NAN.blend(y, a.compare(VectorOperators.LT, FloatLanes.ONE));
    VectorMask<Float> end = a.compare(VectorOperators.EQ, FloatLanes.ONE);
    return FloatLanes.withSign(inside.blend(FloatLanes.INFINITY, end), x);
  }

  private static DoubleVector length(DoubleVector a, DoubleVector b) {
    return a.fma(a, b.mul(b)).sqrt();
  }

  static FloatVector hypot(FloatVector x, FloatVector y) {
    FloatVector length = floats(length(low(x), low(y)), length(high(x), high(y)));
    VectorMask<Float> infinite =
        x.abs()
            .compare(VectorOperators.EQ, FloatLanes.INFINITY)
            .or(y.abs().compare(VectorOperators.EQ, FloatLanes.INFINITY));
    return length.blend(FloatLanes.INFINITY, infinite);
  }

  private static DoubleVector hyperbolicSine(DoubleVector x) {
    DoubleVector e = powerOfTwo(x.mul(D_LOG2_E));
    return e.sub(D_ONE.div(e)).mul(D_HALF);
  }

  private static DoubleVector hyperbolicCosine(DoubleVector x) {
    DoubleVector e = powerOfTwo(x.mul(D_LOG2_E));
    return e.add(D_ONE.div(e)).mul(D_HALF);
  }

  static FloatVector sinh(FloatVector x) {
    FloatVector large = floats(hyperbolicSine(low(x)), hyperbolicSine(high(x)));
    FloatVector u = x.mul(x);
    FloatVector p = V_H3.fma(u, V_H2).fma(u, V_H1).fma(u, V_H0);
    FloatVector small = p.mul(u).fma(x, x);
    return large.blend(small, x.abs().compare(VectorOperators.LT, FloatLanes.ONE));
  }

  static FloatVector cosh(FloatVector x) {
    return floats(hyperbolicCosine(low(x)), hyperbolicCosine(high(x)));
  }
}
