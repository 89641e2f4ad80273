package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.gradlang.tensor.DType;
import org.junit.jupiter.api.Test;

/** SIMD loops give the bits of plain ones. */
class LanesTest {
  private static final int N = 1003; // not a multiple of the lanes

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
    float[] a = FloatNumbers.some(N, 1);
    float[] b = FloatNumbers.some(N, 2);
    float[] c = FloatNumbers.some(N, 3);
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
      for (float edge : FloatNumbers.EDGES) {
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
      a[i] = FloatNumbers.some(N, 4)[i] * 1.1;
      b[i] = FloatNumbers.some(N, 5)[i] * 1.1;
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
          float[] b = FloatNumbers.some(N, 6);
          float[] expected = FloatNumbers.some(N, n);
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

  private static void checkAnyNumber(
      Primitive primitive, Object lanes, FloatNumbers.Function function) {
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
        x[i] = FloatNumbers.any(random, kind);
        y[i] = FloatNumbers.any(random, kind);
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
}
