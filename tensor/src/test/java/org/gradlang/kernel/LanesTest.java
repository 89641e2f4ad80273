package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.gradlang.tensor.DType;
import org.junit.jupiter.api.Test;

/** SIMD loops give the bits of plain ones, and float32 functions are as good as they claim. */
class LanesTest {
  private static final int N = 1003; // not a multiple of the lanes

  private static final float[] EDGES = {
    0f,
    -0f,
    1,
    -1,
    0.5f,
    2,
    88.8f,
    89.5f,
    -87.5f,
    -103,
    -104.5f,
    0.625f,
    0.62499f,
    9,
    20,
    1e-3f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-40f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0.70710677f,
    0.7071068f,
    1.4142135f
  };

  private static float[] numbers(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[N];
    for (int i = 0; i < N; i++) {
      numbers[i] =
          switch (i % 3) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> Float.intBitsToFloat(random.nextInt());
            default -> (float) (random.nextGaussian() * 10);
          };
    }
    return numbers;
  }

  private static final Map<Primitive, Object> FLOATS =
      SimdKernels.isAvailable() ? Lists.floats() : Map.of();

  /** Apart, so that it is loaded only where the Vector API is. */
  private static final class Lists {
    static Map<Primitive, Object> floats() {
      return Map.ofEntries(
          Map.entry(Arithmetic.ADD, FloatLanes.ADD),
          Map.entry(Exponential.EXP_OF_DIFFERENCE, FloatLanes.EXP_OF_DIFFERENCE),
          Map.entry(Arithmetic.SUB, FloatLanes.SUB),
          Map.entry(Arithmetic.MUL, FloatLanes.MUL),
          Map.entry(Arithmetic.DIV, FloatLanes.DIV),
          Map.entry(Arithmetic.MAX, FloatLanes.MAX),
          Map.entry(Arithmetic.MIN, FloatLanes.MIN),
          Map.entry(Arithmetic.NEG, FloatLanes.NEG),
          Map.entry(Arithmetic.ABS, FloatLanes.ABS),
          Map.entry(Arithmetic.SIGN, FloatLanes.SIGN),
          Map.entry(Arithmetic.SQRT, FloatLanes.SQRT),
          Map.entry(Arithmetic.RSQRT, FloatLanes.RSQRT),
          Map.entry(Arithmetic.RECIPROCAL, FloatLanes.RECIPROCAL),
          Map.entry(Comparison.EQUAL, FloatLanes.EQUAL),
          Map.entry(Comparison.NOT_EQUAL, FloatLanes.NOT_EQUAL),
          Map.entry(Comparison.LESS, FloatLanes.LESS),
          Map.entry(Comparison.LESS_EQUAL, FloatLanes.LESS_EQUAL),
          Map.entry(Comparison.SELECT, FloatLanes.SELECT),
          Map.entry(Logic.AND, FloatLanes.AND),
          Map.entry(Logic.OR, FloatLanes.OR),
          Map.entry(Logic.NOT, FloatLanes.NOT),
          Map.entry(Exponential.EXP, FloatLanes.EXP),
          Map.entry(Exponential.LOG, FloatLanes.LOG),
          Map.entry(Exponential.EXPM1, FloatLanes.EXPM1),
          Map.entry(Exponential.LOG1P, FloatLanes.LOG1P),
          Map.entry(Special.ERF, FloatLanes.ERF),
          Map.entry(Exponential.TANH, FloatLanes.TANH),
          Map.entry(Exponential.SIGMOID, FloatLanes.SIGMOID),
          Map.entry(Exponential.EXP2, FloatLanes.EXP2),
          Map.entry(Exponential.LOG2, FloatLanes.LOG2),
          Map.entry(Comparison.ROUND, FloatLanes.ROUND),
          Map.entry(Comparison.FLOOR, FloatLanes.FLOOR),
          Map.entry(Comparison.CEIL, FloatLanes.CEIL),
          Map.entry(Comparison.TRUNC, FloatLanes.TRUNC),
          Map.entry(Trigonometry.SIN, AngleLanes.SIN),
          Map.entry(Trigonometry.COS, AngleLanes.COS),
          Map.entry(Trigonometry.TAN, AngleLanes.TAN),
          Map.entry(Trigonometry.ASIN, AngleLanes.ASIN),
          Map.entry(Trigonometry.ACOS, AngleLanes.ACOS),
          Map.entry(Trigonometry.ATAN, AngleLanes.ATAN),
          Map.entry(Trigonometry.ATAN2, AngleLanes.ATAN2),
          Map.entry(Arithmetic.FMOD, QuotientLanes.FMOD),
          Map.entry(Arithmetic.REMAINDER, QuotientLanes.REMAINDER),
          Map.entry(Arithmetic.FLOOR_DIVIDE, QuotientLanes.FLOOR_DIVIDE),
          Map.entry(Arithmetic.POW, PowerLanes.POW),
          Map.entry(Arithmetic.HYPOT, PowerLanes.HYPOT),
          Map.entry(Exponential.LOG10, PowerLanes.LOG10),
          Map.entry(Exponential.ASINH, PowerLanes.ASINH),
          Map.entry(Exponential.ACOSH, PowerLanes.ACOSH),
          Map.entry(Exponential.ATANH, PowerLanes.ATANH),
          Map.entry(Exponential.SINH, PowerLanes.SINH),
          Map.entry(Exponential.COSH, PowerLanes.COSH));
    }

    static Map<Primitive, Object> doubles() {
      return Map.ofEntries(
          Map.entry(Arithmetic.ADD, DoubleLanes.ADD),
          Map.entry(Arithmetic.MAX, DoubleLanes.MAX),
          Map.entry(Arithmetic.SIGN, DoubleLanes.SIGN),
          Map.entry(Arithmetic.RSQRT, DoubleLanes.RSQRT),
          Map.entry(Comparison.LESS, DoubleLanes.LESS),
          Map.entry(Comparison.SELECT, DoubleLanes.SELECT),
          Map.entry(Comparison.ROUND, DoubleLanes.ROUND),
          Map.entry(Comparison.FLOOR, DoubleLanes.FLOOR),
          Map.entry(Comparison.CEIL, DoubleLanes.CEIL),
          Map.entry(Comparison.TRUNC, DoubleLanes.TRUNC),
          Map.entry(Logic.AND, DoubleLanes.AND),
          Map.entry(Logic.OR, DoubleLanes.OR),
          Map.entry(Logic.NOT, DoubleLanes.NOT));
    }
  }

  @Test
  void floatLanesGiveTheSameBits() {
    assumeTrue(SimdKernels.isAvailable());
    float[] a = numbers(1);
    float[] b = numbers(2);
    float[] c = numbers(3);
    FLOATS.forEach((primitive, lanes) -> {
      float[] plain = new float[N];
      // runs of less than 32 elements are plain ones
      for (int i = 0; i < N; i++) {
        primitive.loop(DType.FLOAT32).run(a, i, b, i, c, i, plain, i, 1);
      }
      for (Loop loop : loops(primitive, lanes)) {
        float[] simd = new float[N];
        loop.run(a, 0, b, 0, c, 0, simd, 0, N);
        for (int i = 0; i < N; i++) {
          String where = primitive + " of " + a[i] + ", " + b[i] + ", " + c[i];
          assertEquals(Float.floatToIntBits(plain[i]), Float.floatToIntBits(simd[i]), where);
        }
      }
    });
  }

  /** In a short form for ordinary elements, where there is one, and in that for any. */
  private static List<Loop> loops(Primitive primitive, Object lanes) {
    Loop plain = primitive.loop(DType.FLOAT32);
    return List.of(
        SimdKernels.loop(DType.FLOAT32, primitive, lanes, plain),
        SimdKernels.loopOfAny(DType.FLOAT32, primitive, lanes, plain));
  }

  /** Blocks of ordinary elements are computed in another form than those with others. */
  @Test
  void ordinaryElementsAndOthersGiveTheSameBits() {
    assumeTrue(SimdKernels.isAvailable());
    int n = 1 << 14;
    float[] x = new float[n];
    SplittableRandom random = new SplittableRandom(8);
    FLOATS.forEach((primitive, lanes) -> {
      if (primitive.arity() > 1) {
        return;
      }
      Loop plain = primitive.loop(DType.FLOAT32);
      Loop simd = SimdKernels.loop(DType.FLOAT32, primitive, lanes, plain);
      for (float edge : EDGES) {
        for (int i = 0; i < n; i++) {
          x[i] = (float) (random.nextDouble() * 170 - 85);
        }
        x[random.nextInt(n)] = edge;
        float[] y = new float[n];
        simd.run(x, 0, x, 0, x, 0, y, 0, n);
        float[] expected = new float[1];
        for (int i = 0; i < n; i++) {
          plain.run(x, i, x, i, x, i, expected, 0, 1);
          int bits = Float.floatToIntBits(expected[0]);
          assertEquals(bits, Float.floatToIntBits(y[i]), primitive + " of " + x[i]);
        }
      }
    });
  }

  @Test
  void doubleLanesGiveTheSameBits() {
    assumeTrue(SimdKernels.isAvailable());
    double[] a = new double[N];
    double[] b = new double[N];
    for (int i = 0; i < N; i++) {
      a[i] = numbers(4)[i] * 1.1;
      b[i] = numbers(5)[i] * 1.1;
    }
    Lists.doubles()
        .forEach((primitive, lanes) -> {
          double[] plain = new double[N];
          double[] simd = new double[N];
          for (int i = 0; i < N; i++) {
            primitive.loop(DType.FLOAT64).run(a, i, b, i, a, i, plain, i, 1);
          }
          SimdKernels.loop(DType.FLOAT64, primitive, lanes, primitive.loop(DType.FLOAT64))
              .run(a, 0, b, 0, a, 0, simd, 0, N);
          for (int i = 0; i < N; i++) {
            long expected = Double.doubleToLongBits(plain[i]);
            assertEquals(expected, Double.doubleToLongBits(simd[i]), primitive.toString());
          }
        });
  }

  /** Two vectors at a time, and what is left: also where results replace what they are of. */
  @Test
  void runsOfAnyLengthGiveTheSameBits() {
    assumeTrue(SimdKernels.isAvailable());
    FLOATS.forEach((primitive, lanes) -> {
      Loop plain = primitive.loop(DType.FLOAT32);
      for (Loop simd : loops(primitive, lanes)) {
        for (int n = 0; n < 100; n++) {
          float[] b = numbers(6);
          float[] expected = numbers(n);
          float[] inPlace = expected.clone();
          float[] apart = expected.clone();
          simd.run(expected, 3, b, 1, b, 2, apart, 5, n);
          simd.run(inPlace, 3, b, 1, b, 2, inPlace, 3, n);
          for (int i = 3; i < n + 3; i++) {
            plain.run(expected, i, b, i - 2, b, i - 1, expected, i, 1);
          }
          assertArrayEquals(expected, inPlace, primitive.toString());
          for (int i = 0; i < n; i++) {
            assertEquals(expected[i + 3], apart[i + 5], primitive.toString());
          }
        }
      }
    });
  }

  /** Of every exponent, sign and kind of rest, among them all that over- and underflow, and nan. */
  @Test
  void anyNumberGivesTheSameBits() {
    assumeTrue(SimdKernels.isAvailable());
    checkAnyNumber(Exponential.EXP, FloatLanes.EXP, FloatMath::exp);
    checkAnyNumber(Exponential.TANH, FloatLanes.TANH, FloatMath::tanh);
    checkAnyNumber(Special.ERF, FloatLanes.ERF, FloatMath::erf);
    checkAnyNumber(Exponential.EXP2, FloatLanes.EXP2, FloatMath::exp2);
    checkAnyNumber(Exponential.LOG2, FloatLanes.LOG2, FloatMath::log2);
    checkAnyNumber(Comparison.ROUND, FloatLanes.ROUND, x -> (float) Math.rint(x));
    checkAnyNumber(Comparison.FLOOR, FloatLanes.FLOOR, x -> (float) Math.floor(x));
    checkAnyNumber(Comparison.CEIL, FloatLanes.CEIL, x -> (float) Math.ceil(x));
    checkAnyNumber(Trigonometry.SIN, AngleLanes.SIN, FloatAngles::sin);
    checkAnyNumber(Trigonometry.COS, AngleLanes.COS, FloatAngles::cos);
    checkAnyNumber(Trigonometry.TAN, AngleLanes.TAN, FloatAngles::tan);
    checkAnyNumber(Trigonometry.ASIN, AngleLanes.ASIN, FloatAngles::asin);
    checkAnyNumber(Trigonometry.ACOS, AngleLanes.ACOS, FloatAngles::acos);
    checkAnyNumber(Trigonometry.ATAN, AngleLanes.ATAN, FloatAngles::atan);
    checkAnyNumber(Exponential.LOG10, PowerLanes.LOG10, FloatPowers::log10);
    checkAnyNumber(Exponential.ASINH, PowerLanes.ASINH, FloatPowers::asinh);
    checkAnyNumber(Exponential.ACOSH, PowerLanes.ACOSH, FloatPowers::acosh);
    checkAnyNumber(Exponential.ATANH, PowerLanes.ATANH, FloatPowers::atanh);
    checkAnyNumber(Exponential.SINH, PowerLanes.SINH, FloatPowers::sinh);
    checkAnyNumber(Exponential.COSH, PowerLanes.COSH, FloatPowers::cosh);
  }

  private static void checkAnyNumber(Primitive primitive, Object lanes, FloatFunction function) {
    int n = 1 << 18;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = Float.intBitsToFloat(i * ((1 << 14) + 1));
    }
    for (Loop loop : loops(primitive, lanes)) {
      float[] y = new float[n];
      loop.run(x, 0, x, 0, x, 0, y, 0, n);
      for (int i = 0; i < n; i++) {
        float expected = function.apply(x[i]);
        assertEquals(
            Float.floatToIntBits(expected),
            Float.floatToIntBits(y[i]),
            () -> primitive + " of " + expected);
      }
    }
  }

  /** Pairs of any numbers, of all edges, and of whole numbers, whose quotients are exact. */
  @Test
  void anyPairGivesTheSameBits() {
    assumeTrue(SimdKernels.isAvailable());
    SplittableRandom random = new SplittableRandom(12);
    int n = 1 << 16;
    float[] x = new float[n];
    float[] y = new float[n];
    float[] expected = new float[n];
    float[] actual = new float[n];
    for (int kind = 0; kind < 4; kind++) {
      for (int i = 0; i < n; i++) {
        x[i] = any(random, kind);
        y[i] = any(random, kind);
      }
      for (Primitive primitive : FLOATS.keySet()) {
        if (primitive.arity() == 2) {
          Loop plain = primitive.loop(DType.FLOAT32);
          for (int i = 0; i < n; i++) {
            plain.run(x, i, y, i, x, i, expected, i, 1);
          }
          SimdKernels.loop(DType.FLOAT32, primitive, FLOATS.get(primitive), plain)
              .run(x, 0, y, 0, x, 0, actual, 0, n);
          for (int i = 0; i < n; i++) {
            int bits = Float.floatToIntBits(expected[i]);
            String where = primitive + " of " + x[i] + ", " + y[i];
            assertEquals(bits, Float.floatToIntBits(actual[i]), where);
          }
        }
      }
    }
  }

  private static float any(SplittableRandom random, int kind) {
    return switch (kind) {
      case 0 -> Float.intBitsToFloat(random.nextInt());
      case 1 -> EDGES[random.nextInt(EDGES.length)];
      case 2 -> random.nextInt(41) - 20;
      default -> (float) (random.nextGaussian() * 100);
    };
  }

  @Test
  void quotientsAreExact() {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 1_000_000; i++) {
      float x = any(random, i % 4);
      float y = any(random, i / 4 % 4);
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
      float x = any(random, i % 4);
      float y = any(random, i / 4 % 4);
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

  private interface FloatFunction {
    float apply(float x);
  }

  private static void checkAccuracy(
      FloatFunction function, DoubleUnaryOperator exact, float from, float to) {
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
