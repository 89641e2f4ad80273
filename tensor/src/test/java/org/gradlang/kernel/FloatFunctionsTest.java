package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of float32 are as good as they claim. */
class FloatFunctionsTest {
  @Test
  void quotientsAreExact() {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 1_000_000; i++) {
      float x = FloatNumbers.any(random, i % 4);
      float y = FloatNumbers.any(random, i / 4 % 4);
      double mod = (double) x % y;
      double floored = mod != 0 && (y < 0) != (mod < 0) ? mod + y : mod;
      String where = x + ", " + y;
      assertSame((float) mod, FloatQuotients.fmod(x, y), where);
      assertSame((float) floored, FloatQuotients.remainder(x, y), where);
      float floor = (float) Arithmetic.floorDivide(x, y);
      assertSame(floor, FloatQuotients.floorDivide(x, y), where);
    }
  }

  /** Powers of any numbers are those of float64, but for the last bit of few. */
  @Test
  void powersAreThoseOfFloat64() {
    SplittableRandom random = new SplittableRandom(14);
    int other = 0;
    for (int i = 0; i < 1_000_000; i++) {
      float x = FloatNumbers.any(random, i % 4);
      float y = FloatNumbers.any(random, i / 4 % 4);
      float expected = (float) Arithmetic.power(x, y);
      float power = FloatPowers.pow(x, y);
      String where = x + " to the power of " + y;
      if (Float.floatToIntBits(expected) != Float.floatToIntBits(power)) {
        assertEquals(expected, power, Math.ulp(expected), where);
        other++;
      }
    }
    assertTrue(other < 100, other + " are not");
  }

  private static void assertSame(float expected, float actual, String where) {
    assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), where);
  }

  private static void checkAccuracy(
      FloatNumbers.Function function, DoubleUnaryOperator exact, float from, float to) {
    double worst = 0;
    for (int i = 0; i <= 100000; i++) {
      float x = from + (to - from) * i / 100000;
      double expected = exact.applyAsDouble(x);
      double unit = Math.ulp((float) expected);
      worst = Math.max(worst, Math.abs(function.apply(x) - expected) / unit);
    }
    assertTrue(worst < 2.5, "off by " + worst + " units in the last place");
  }

  @Test
  void accuracy() {
    checkAccuracy(FloatMath::exp, Math::exp, -87, 88);
    checkAccuracy(FloatMath::exp, Math::exp, -1, 1);
    checkAccuracy(FloatMath::log, Math::log, 1e-6f, 3);
    checkAccuracy(FloatMath::log, Math::log, 0.9f, 1.1f);
    checkAccuracy(FloatMath::log, Math::log, 1, 1e30f);
    checkAccuracy(FloatMath::tanh, Math::tanh, -1, 1);
    checkAccuracy(FloatMath::tanh, Math::tanh, -10, 10);
    checkAccuracy(FloatMath::erf, ErrorFunction::erf, -1.2f, 1.2f);
    checkAccuracy(FloatMath::erf, ErrorFunction::erf, -5, 5);
    checkAccuracy(FloatMath::expm1, Math::expm1, -1, 1);
    checkAccuracy(FloatMath::expm1, Math::expm1, -1e-3f, 1e-3f);
    checkAccuracy(FloatMath::expm1, Math::expm1, -40, 88);
    checkAccuracy(FloatMath::log1p, Math::log1p, -0.999f, 3);
    checkAccuracy(FloatMath::log1p, Math::log1p, -1e-4f, 1e-4f);
    checkAccuracy(FloatMath::log1p, Math::log1p, 1, 1e30f);
    checkAccuracy(FloatMath::sigmoid, x -> 1 / (1 + Math.exp(-x)), -80, 30);
    checkAccuracy(FloatMath::exp2, x -> Math.pow(2, x), -126, 127);
    checkAccuracy(FloatMath::exp2, x -> Math.pow(2, x), -1, 1);
    DoubleUnaryOperator log2 = x -> Math.log(x) / Math.log(2);
    checkAccuracy(FloatMath::log2, log2, 1e-6f, 3);
    checkAccuracy(FloatMath::log2, log2, 0.9f, 1.1f);
    checkAccuracy(FloatMath::log2, log2, 1, 1e30f);
  }

  @Test
  void anglesAreAccurate() {
    for (float most : new float[] {1e-3f, 1, 10, 1e3f, 2e5f}) {
      checkAccuracy(FloatAngles::sin, Math::sin, -most, most);
      checkAccuracy(FloatAngles::cos, Math::cos, -most, most);
      checkAccuracy(FloatAngles::tan, Math::tan, -most, most);
      checkAccuracy(FloatAngles::atan, Math::atan, -most, most);
    }
    checkAccuracy(FloatAngles::asin, Math::asin, -1, 1);
    checkAccuracy(FloatAngles::asin, Math::asin, -0.01f, 0.01f);
    checkAccuracy(FloatAngles::acos, Math::acos, -1, 1);
    checkAccuracy(FloatAngles::acos, Math::acos, 0.999f, 1);
    // the floats next to whole numbers of quarter turns
    float half = (float) Math.PI;
    float quarter = half / 2;
    checkAccuracy(FloatAngles::sin, Math::sin, Math.nextDown(half), Math.nextUp(half));
    checkAccuracy(FloatAngles::cos, Math::cos, Math.nextDown(quarter), Math.nextUp(quarter));
    float many = 33102 * half;
    checkAccuracy(FloatAngles::sin, Math::sin, Math.nextDown(many), Math.nextUp(many));
  }

  @Test
  void functionsByWayOfFloat64AreAccurate() {
    checkAccuracy(FloatPowers::log10, Math::log10, 1e-6f, 3);
    checkAccuracy(FloatPowers::log10, Math::log10, 0.9999f, 1.0001f);
    for (float most : new float[] {1e-3f, 1, 2, 89}) {
      checkAccuracy(FloatPowers::sinh, Math::sinh, -most, most);
      checkAccuracy(FloatPowers::cosh, Math::cosh, -most, most);
      checkAccuracy(x -> FloatPowers.hypot(x, 0.7f), x -> Math.hypot(x, 0.7f), -most, most);
      for (float x : new float[] {-3e5f, -0.7f, 1e-3f, 0.7f}) {
        checkAccuracy(y -> FloatAngles.atan2(y, x), y -> Math.atan2(y, x), -most, most);
      }
    }
  }

  @Test
  void ends() {
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.exp(89));
    assertEquals(0, FloatMath.exp(-200));
    assertEquals(1, FloatMath.exp(0));
    assertTrue(Float.isNaN(FloatMath.exp(Float.NaN)));
    assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(0));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.log(Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(FloatMath.log(-1)));
    assertEquals((float) Math.log(1e-40f), FloatMath.log(1e-40f), 1e-5f);
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.expm1(Float.POSITIVE_INFINITY));
    assertEquals(-1, FloatMath.expm1(Float.NEGATIVE_INFINITY));
    assertEquals(-0f, FloatMath.expm1(-0f));
    assertTrue(Float.isNaN(FloatMath.expm1(Float.NaN)));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.log1p(Float.POSITIVE_INFINITY));
    assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log1p(-1));
    assertEquals(-0f, FloatMath.log1p(-0f));
    assertEquals(1e-40f, FloatMath.log1p(1e-40f));
    assertTrue(Float.isNaN(FloatMath.log1p(-2)));
    assertTrue(Float.isNaN(FloatMath.log1p(Float.NaN)));
    assertEquals(1, FloatMath.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-1, FloatMath.tanh(-50));
    assertEquals(-1, FloatMath.erf(Float.NEGATIVE_INFINITY));
  }
}
