package org.gradlang.kernel;

import java.lang.invoke.MethodHandles;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a function that has no vectors. {@link Templates} makes a copy of this class for each
 * function, which is a constant there: the JVM puts it in place, and makes SIMD of the loop where
 * it can. Of the six loops a copy has one.
 */
final class PlainLoopTemplate implements Loop {
  private static final Object FUNCTION = Templates.function(MethodHandles.lookup(), Object.class);
  private static final Loops.@Nullable FloatUnary FLOAT = as(Loops.FloatUnary.class);
  private static final Loops.@Nullable FloatBinary FLOATS = as(Loops.FloatBinary.class);
  private static final @Nullable DoubleUnaryOperator DOUBLE = as(DoubleUnaryOperator.class);
  private static final @Nullable DoubleBinaryOperator DOUBLES = as(DoubleBinaryOperator.class);
  private static final @Nullable LongUnaryOperator LONG = as(LongUnaryOperator.class);
  private static final @Nullable LongBinaryOperator LONGS = as(LongBinaryOperator.class);

  PlainLoopTemplate() {}

  private static <T> @Nullable T as(Class<T> type) {
    return type.isInstance(FUNCTION) ? type.cast(FUNCTION) : null;
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    if (FLOAT != null) {
      float[] x = (float[]) a;
      float[] y = (float[]) out;
      for (int i = 0; i < n; i++) {
        y[oi + i] = FLOAT.apply(x[ai + i]);
      }
    } else if (FLOATS != null) {
      float[] x = (float[]) a;
      float[] z = (float[]) b;
      float[] y = (float[]) out;
      for (int i = 0; i < n; i++) {
        y[oi + i] = FLOATS.apply(x[ai + i], z[bi + i]);
      }
    } else if (DOUBLE != null) {
      double[] x = (double[]) a;
      double[] y = (double[]) out;
      for (int i = 0; i < n; i++) {
        y[oi + i] = DOUBLE.applyAsDouble(x[ai + i]);
      }
    } else if (DOUBLES != null) {
      double[] x = (double[]) a;
      double[] z = (double[]) b;
      double[] y = (double[]) out;
      for (int i = 0; i < n; i++) {
        y[oi + i] = DOUBLES.applyAsDouble(x[ai + i], z[bi + i]);
      }
    } else {
      longs((long[]) a, ai, b, bi, (long[]) out, oi, n);
    }
  }

  private static void longs(long[] x, int ai, Object b, int bi, long[] y, int oi, int n) {
    if (LONG != null) {
      for (int i = 0; i < n; i++) {
        y[oi + i] = LONG.applyAsLong(x[ai + i]);
      }
    } else if (LONGS != null) {
      long[] z = (long[]) b;
      for (int i = 0; i < n; i++) {
        y[oi + i] = LONGS.applyAsLong(x[ai + i], z[bi + i]);
      }
    }
  }
}
