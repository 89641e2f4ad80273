package org.gradlang.kernel;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Loops from functions of one element. */
final class Loops {
  private Loops() {}

  /** A function of a float32. */
  interface FloatUnary {
    float apply(float x);
  }

  /** A function of two float32. */
  interface FloatBinary {
    float apply(float a, float b);
  }

  static Loop ofFloats(FloatUnary f) {
    Loop shared =
        (a, ai, b, bi, c, ci, out, oi, n) -> {
          float[] x = (float[]) a;
          float[] y = (float[]) out;
          for (int i = 0; i < n; i++) {
            y[oi + i] = f.apply(x[ai + i]);
          }
        };
    return new OwnLoop(f, shared);
  }

  static Loop ofFloats(FloatBinary f) {
    Loop shared =
        (a, ai, b, bi, c, ci, out, oi, n) -> {
          float[] x = (float[]) a;
          float[] z = (float[]) b;
          float[] y = (float[]) out;
          for (int i = 0; i < n; i++) {
            y[oi + i] = f.apply(x[ai + i], z[bi + i]);
          }
        };
    return new OwnLoop(f, shared);
  }

  static Loop ofDoubles(DoubleUnaryOperator f) {
    Loop shared =
        (a, ai, b, bi, c, ci, out, oi, n) -> {
          double[] x = (double[]) a;
          double[] y = (double[]) out;
          for (int i = 0; i < n; i++) {
            y[oi + i] = f.applyAsDouble(x[ai + i]);
          }
        };
    return new OwnLoop(f, shared);
  }

  static Loop ofDoubles(DoubleBinaryOperator f) {
    Loop shared =
        (a, ai, b, bi, c, ci, out, oi, n) -> {
          double[] x = (double[]) a;
          double[] z = (double[]) b;
          double[] y = (double[]) out;
          for (int i = 0; i < n; i++) {
            y[oi + i] = f.applyAsDouble(x[ai + i], z[bi + i]);
          }
        };
    return new OwnLoop(f, shared);
  }

  static Loop ofLongs(LongUnaryOperator f) {
    Loop shared =
        (a, ai, b, bi, c, ci, out, oi, n) -> {
          long[] x = (long[]) a;
          long[] y = (long[]) out;
          for (int i = 0; i < n; i++) {
            y[oi + i] = f.applyAsLong(x[ai + i]);
          }
        };
    return new OwnLoop(f, shared);
  }

  static Loop ofLongs(LongBinaryOperator f) {
    Loop shared =
        (a, ai, b, bi, c, ci, out, oi, n) -> {
          long[] x = (long[]) a;
          long[] z = (long[]) b;
          long[] y = (long[]) out;
          for (int i = 0; i < n; i++) {
            y[oi + i] = f.applyAsLong(x[ai + i], z[bi + i]);
          }
        };
    return new OwnLoop(f, shared);
  }
}
