package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradlang.tensor.DType;
import org.junit.jupiter.api.Test;

/** The inverses of hyperbolic functions on float32 are those of float64, rounded. */
class AreaFunctionsTest {
  private static double worst(Primitive function, float from, float to) {
    double worst = 0;
    float[] y = new float[1];
    double[] exact = new double[1];
    for (int i = 0; i <= 100_000; i++) {
      float[] x = {from + (to - from) * i / 100_000};
      double[] wide = {x[0]};
      function.loop(DType.FLOAT32).run(x, 0, x, 0, x, 0, y, 0, 1);
      function.loop(DType.FLOAT64).run(wide, 0, wide, 0, wide, 0, exact, 0, 1);
      worst = Math.max(worst, Math.abs(y[0] - exact[0]) / Math.ulp((float) exact[0]));
    }
    return worst;
  }

  @Test
  void areAccurate() {
    for (float most : new float[] {1e-5f, 1e-3f, 2e-3f, 0.1f, 0.999f}) {
      assertTrue(worst(Exponential.ASINH, -most, most) < 1.5);
      assertTrue(worst(Exponential.ATANH, -most, most) < 1.5);
      assertTrue(worst(Exponential.ACOSH, 1.0001f, 1.0001f + most) < 1.5);
    }
    assertTrue(worst(Exponential.ASINH, 1, 1e30f) < 1.5);
    assertTrue(worst(Exponential.ACOSH, 1, 1e30f) < 1.5);
  }

  @Test
  void ends() {
    assertEquals(Float.POSITIVE_INFINITY, FloatPowers.atanh(1));
    assertEquals(Float.NEGATIVE_INFINITY, FloatPowers.atanh(-1));
    assertTrue(Float.isNaN(FloatPowers.atanh(1.5f)));
    assertTrue(Float.isNaN(FloatPowers.acosh(0.5f)));
    assertTrue(Float.isNaN(FloatPowers.acosh(-2)));
    assertTrue(Float.isNaN(FloatPowers.asinh(Float.NaN)));
    assertEquals(0, FloatPowers.acosh(1));
    assertEquals(Float.POSITIVE_INFINITY, FloatPowers.acosh(Float.POSITIVE_INFINITY));
    assertEquals(Float.NEGATIVE_INFINITY, FloatPowers.asinh(Float.NEGATIVE_INFINITY));
    assertEquals(-0f, FloatPowers.asinh(-0f));
    assertEquals(-0f, FloatPowers.atanh(-0f));
  }
}
