package org.gradlang.kernel;

import static org.gradlang.kernel.FloatAngles.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sines and their relatives on vectors of float32. Needs the Vector API; loaded only where that is
 * present.
 */
final class AngleLanes {
  private AngleLanes() {}

  static final FloatVector V_TWO_OVER_PI = FloatLanes.all(TWO_OVER_PI);
  static final FloatVector V_MINUS_QUARTER = FloatLanes.all(-QUARTER);
  static final FloatVector V_MINUS_QUARTER_LOW = FloatLanes.all(-QUARTER_LOW);
  static final FloatVector V_MINUS_QUARTER_LOWEST = FloatLanes.all(-QUARTER_LOWEST);
  static final FloatVector V_S0 = FloatLanes.all(S0);
  static final FloatVector V_S1 = FloatLanes.all(S1);
  static final FloatVector V_S2 = FloatLanes.all(S2);
  static final FloatVector V_S3 = FloatLanes.all(S3);
  static final FloatVector V_K0 = FloatLanes.all(K0);
  static final FloatVector V_K1 = FloatLanes.all(K1);
  static final FloatVector V_K2 = FloatLanes.all(K2);
  static final FloatVector MINUS_HALF = FloatLanes.all(-0.5f);
  static final FloatVector V_TAN0 = FloatLanes.all(T0);
  static final FloatVector V_TAN1 = FloatLanes.all(T1);
  static final FloatVector V_TAN2 = FloatLanes.all(T2);
  static final FloatVector V_TAN3 = FloatLanes.all(T3);
  static final FloatVector V_TAN4 = FloatLanes.all(T4);
  static final FloatVector V_TAN5 = FloatLanes.all(T5);
  static final FloatVector V_TAN6 = FloatLanes.all(T6);
  static final FloatVector V_A0 = FloatLanes.all(A0);
  static final FloatVector V_A1 = FloatLanes.all(A1);
  static final FloatVector V_A2 = FloatLanes.all(A2);
  static final FloatVector V_A3 = FloatLanes.all(A3);
  static final FloatVector V_A4 = FloatLanes.all(A4);
  static final FloatVector V_A5 = FloatLanes.all(A5);
  static final FloatVector V_A6 = FloatLanes.all(A6);
  static final FloatVector V_A7 = FloatLanes.all(A7);
  static final FloatVector V_A8 = FloatLanes.all(A8);
  static final FloatVector V_I0 = FloatLanes.all(I0);
  static final FloatVector V_I1 = FloatLanes.all(I1);
  static final FloatVector V_I2 = FloatLanes.all(I2);
  static final FloatVector V_I3 = FloatLanes.all(I3);
  static final FloatVector V_I4 = FloatLanes.all(I4);
  static final FloatVector V_QUARTER = FloatLanes.all(QUARTER);
  static final FloatVector V_QUARTER_LOW = FloatLanes.all(QUARTER_LOW);
  static final FloatVector V_HALF_TURN = FloatLanes.all(2 * QUARTER);
  static final FloatVector V_HALF_TURN_LOW = FloatLanes.all(2 * QUARTER_LOW);

  /** What makes the exponents of ordinary angles keys of ordinary elements, and of no others. */
  private static final int KEYS = FloatLanes.GREATEST_KEY - ORDINARY;

  static final FloatLanes.Function SIN = (a, b, c) -> sinOfOrdinary(a);
  static final FloatLanes.Function COS = (a, b, c) -> cosOfOrdinary(a);
  static final FloatLanes.Function TAN = (a, b, c) -> tanOfOrdinary(a);
  static final FloatLanes.Function ATAN = (a, b, c) -> atan(a);
  static final FloatLanes.Function ATAN2 = (a, b, c) -> atan2(a, b);
  static final FloatLanes.Function ASIN = (a, b, c) -> asin(a);
  static final FloatLanes.Function ACOS = (a, b, c) -> acos(a);

  /** Makes the JVM load all classes that these functions need. */
  static void loadClasses() {
    acos(tanOfOrdinary(sinOfOrdinary(V_S1)));
  }

  /** The number of quarters in the last bits. */
  private static FloatVector quarters(FloatVector x) {
    return x.fma(V_TWO_OVER_PI, FloatLanes.V_ROUNDER);
  }

  private static FloatVector restOfAngle(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(V_MINUS_QUARTER_LOW, n.fma(V_MINUS_QUARTER, x));
    return n.fma(V_MINUS_QUARTER_LOWEST, r);
  }

  private static FloatVector sineOfRest(FloatVector r, FloatVector u) {
    return V_S3.fma(u, V_S2).fma(u, V_S1).fma(u, V_S0).mul(u).fma(r, r);
  }

  private static FloatVector cosineOfRest(FloatVector u) {
    return V_K2.fma(u, V_K1).fma(u, V_K0).fma(u.mul(u), u.fma(MINUS_HALF, FloatLanes.ONE));
  }

  private static FloatVector sine(FloatVector x, FloatVector shifted, IntVector quarters) {
    FloatVector r = restOfAngle(x, shifted.sub(FloatLanes.V_ROUNDER));
    FloatVector u = r.mul(r);
    IntVector sine = sineOfRest(r, u).reinterpretAsInts();
    IntVector cosine = cosineOfRest(u).reinterpretAsInts();
    IntVector y = sine.blend(cosine, quarters.and(1).compare(VectorOperators.NE, 0));
    IntVector sign = quarters.and(2).lanewise(VectorOperators.LSHL, 30);
    return y.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }

  static FloatVector sinOfOrdinary(FloatVector x) {
    FloatVector shifted = quarters(x);
    FloatVector y = sine(x, shifted, shifted.reinterpretAsInts());
    return y.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  static FloatVector cosOfOrdinary(FloatVector x) {
    FloatVector shifted = quarters(x);
    return sine(x, shifted, shifted.reinterpretAsInts().add(1));
  }

  static FloatVector tanOfOrdinary(FloatVector x) {
    FloatVector shifted = quarters(x);
    FloatVector r = restOfAngle(x, shifted.sub(FloatLanes.V_ROUNDER));
    FloatVector u = r.mul(r);
    FloatVector p = V_TAN6.fma(u, V_TAN5).fma(u, V_TAN4).fma(u, V_TAN3);
    p = p.fma(u, V_TAN2).fma(u, V_TAN1).fma(u, V_TAN0);
    FloatVector t = p.mul(u).fma(r, r);
    VectorMask<Integer> odd = shifted.reinterpretAsInts().and(1).compare(VectorOperators.NE, 0);
    IntVector inverse = FloatLanes.MINUS_ONE.div(t).reinterpretAsInts();
    FloatVector y = t.reinterpretAsInts().blend(inverse, odd).reinterpretAsFloats();
    return y.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  static IntVector sinKey(IntVector keys, FloatVector x) {
    IntVector exponent = x.abs().reinterpretAsInts().lanewise(VectorOperators.LSHR, 23);
    return keys.lanewise(VectorOperators.UMAX, exponent.add(KEYS));
  }

  static IntVector cosKey(IntVector keys, FloatVector x) {
    return sinKey(keys, x);
  }

  static IntVector tanKey(IntVector keys, FloatVector x) {
    return sinKey(keys, x);
  }

  private static FloatVector atanOfRest(FloatVector t) {
    FloatVector u = t.mul(t);
    FloatVector p = V_A8.fma(u, V_A7).fma(u, V_A6).fma(u, V_A5).fma(u, V_A4);
    p = p.fma(u, V_A3).fma(u, V_A2).fma(u, V_A1).fma(u, V_A0);
    return p.mul(u).fma(t, t);
  }

  static FloatVector atan(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> large = a.compare(VectorOperators.GT, FloatLanes.ONE);
    FloatVector t = a.blend(FloatLanes.ONE.div(a), large);
    FloatVector y = atanOfRest(t);
    return FloatLanes.withSign(y.blend(V_QUARTER.sub(y.sub(V_QUARTER_LOW)), large), x);
  }

  static FloatVector atan2(FloatVector y, FloatVector x) {
    FloatVector a = y.abs();
    FloatVector b = x.abs();
    VectorMask<Float> large = a.compare(VectorOperators.GT, b);
    FloatVector t = a.blend(b, large).div(b.blend(a, large));
    t = t.blend(FloatLanes.ONE, a.compare(VectorOperators.EQ, b));
    t = t.blend(FloatLanes.ZERO, a.add(b).compare(VectorOperators.EQ, FloatLanes.ZERO));
    FloatVector angle = atanOfRest(t);
    FloatVector quarter = angle.blend(V_QUARTER.sub(angle.sub(V_QUARTER_LOW)), large);
    IntVector half = V_HALF_TURN.sub(quarter.sub(V_HALF_TURN_LOW)).reinterpretAsInts();
    VectorMask<Integer> negative = x.reinterpretAsInts().compare(VectorOperators.LT, 0);
    IntVector size = quarter.reinterpretAsInts().blend(half, negative);
    return FloatLanes.withSign(size.reinterpretAsFloats(), y);
  }

  private static FloatVector arc(FloatVector a, VectorMask<Float> small) {
    FloatVector z = FloatLanes.ONE.sub(a).mul(FloatLanes.HALF).blend(a.mul(a), small);
    FloatVector t = z.sqrt().blend(a, small);
    FloatVector p = V_I4.fma(z, V_I3).fma(z, V_I2).fma(z, V_I1).fma(z, V_I0);
    return p.mul(z).fma(t, t);
  }

  static FloatVector asin(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> small = a.compare(VectorOperators.LT, FloatLanes.HALF);
    FloatVector y = arc(a, small);
    return FloatLanes.withSign(V_QUARTER.sub(y.add(y).sub(V_QUARTER_LOW)).blend(y, small), x);
  }

  static FloatVector acos(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> small = a.compare(VectorOperators.LT, FloatLanes.HALF);
    FloatVector y = arc(a, small);
    FloatVector twice = y.add(y);
    FloatVector negative = V_HALF_TURN.sub(twice.sub(V_HALF_TURN_LOW));
    FloatVector large = negative.blend(twice, x.compare(VectorOperators.GT, 0f));
    return large.blend(V_QUARTER.sub(FloatLanes.withSign(y, x).sub(V_QUARTER_LOW)), small);
  }
}
