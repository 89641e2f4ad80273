package org.gradlang.kernel;

import static org.gradlang.kernel.FloatQuotients.ORDINARY;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Quotients and remainders on vectors of float32. Needs the Vector API; loaded only where that is
 * present.
 */
final class QuotientLanes {
  private QuotientLanes() {}

  /** What makes the exponents of ordinary quotients keys of ordinary elements. */
  private static final int KEYS = FloatLanes.GREATEST_KEY - ORDINARY;

  static final FloatLanes.Function FMOD = (a, b, c) -> fmodOfOrdinary(a, b);
  static final FloatLanes.Function REMAINDER = (a, b, c) -> remainderOfOrdinary(a, b);
  static final FloatLanes.Function FLOOR_DIVIDE = (a, b, c) -> floorDivideOfOrdinary(a, b);

  private static FloatVector nearest(FloatVector quotient) {
    return quotient.add(FloatLanes.V_WHOLE).sub(FloatLanes.V_WHOLE);
  }

  private static FloatVector rest(FloatVector a, FloatVector b, FloatVector n) {
    FloatVector rest = n.neg().fma(b, a);
    return rest.blend(a, n.compare(VectorOperators.EQ, FloatLanes.ZERO));
  }

  /** Of what is not negative. */
  private static FloatVector mod(FloatVector a, FloatVector b) {
    FloatVector rest = rest(a, b, nearest(a.div(b)));
    return rest.blend(rest.add(b), rest.compare(VectorOperators.LT, FloatLanes.ZERO));
  }

  static FloatVector fmodOfOrdinary(FloatVector x, FloatVector y) {
    return FloatLanes.withSign(mod(x.abs(), y.abs()), x);
  }

  static IntVector fmodKey(IntVector keys, FloatVector x, FloatVector y) {
    IntVector quotient = x.abs().div(y.abs()).reinterpretAsInts();
    IntVector exponent = quotient.lanewise(VectorOperators.LSHR, 23);
    return keys.lanewise(VectorOperators.UMAX, exponent.add(KEYS));
  }

  static FloatVector remainderOfOrdinary(FloatVector x, FloatVector y) {
    FloatVector mod = mod(x.abs(), y.abs());
    FloatVector signed = FloatLanes.withSign(mod, x);
    IntVector other = signs(x, y);
    IntVector bits = signed.reinterpretAsInts();
    IntVector turned = signed.add(y).reinterpretAsInts();
    VectorMask<Integer> negative = other.compare(VectorOperators.LT, 0);
    FloatVector result = bits.blend(turned, negative).reinterpretAsFloats();
    return result.blend(signed, mod.compare(VectorOperators.EQ, FloatLanes.ZERO));
  }

  static IntVector remainderKey(IntVector keys, FloatVector x, FloatVector y) {
    return fmodKey(keys, x, y);
  }

  static FloatVector floorDivideOfOrdinary(FloatVector x, FloatVector y) {
    FloatVector a = x.abs();
    FloatVector b = y.abs();
    FloatVector n = nearest(a.div(b));
    FloatVector rest = rest(a, b, n);
    VectorMask<Float> less = rest.compare(VectorOperators.LT, FloatLanes.ZERO);
    FloatVector whole = n.blend(n.sub(FloatLanes.ONE), less);
    VectorMask<Float> inexact = rest.compare(VectorOperators.NE, FloatLanes.ZERO);
    IntVector next = whole.blend(whole.add(FloatLanes.ONE), inexact).reinterpretAsInts();
    IntVector signs = signs(x, y);
    IntVector size = whole.reinterpretAsInts().blend(next, signs.compare(VectorOperators.LT, 0));
    return size.or(signs).reinterpretAsFloats();
  }

  static IntVector floorDivideKey(IntVector keys, FloatVector x, FloatVector y) {
    return fmodKey(keys, x, y);
  }

  /** The sign bits where one number has one and the other not. */
  private static IntVector signs(FloatVector x, FloatVector y) {
    IntVector other = y.reinterpretAsInts();
    return x.reinterpretAsInts().lanewise(VectorOperators.XOR, other).and(Integer.MIN_VALUE);
  }
}
