package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;

/** Runs of elements of any dtype: allocation, filling, and copies with strides and conversion. */
final class Elements {
  private Elements() {}

  /** What a dtype is computed in: itself, and bools as int64. */
  static DType computed(DType dtype) {
    return dtype == DType.BOOL ? DType.INT64 : dtype;
  }

  static Object array(Storage storage) {
    return storage.array();
  }

  static Object allocate(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT32 -> Room.floats(length);
      case FLOAT64 -> Room.doubles(length);
      case INT64 -> Room.longs(length);
      case BOOL -> LargeArrays.bytes(length);
    };
  }

  /** An array of one number, which is rounded to the dtype. */
  static Object filled(DType dtype, Scalar value, int length) {
    Object array = allocate(dtype, length);
    fill(array, dtype, 0, length, value);
    return array;
  }

  static void fill(Object array, DType dtype, int from, int to, Scalar value) {
    switch (dtype) {
      case FLOAT32 -> Arrays.fill((float[]) array, from, to, toFloat(value));
      case FLOAT64 -> Arrays.fill((double[]) array, from, to, value.real());
      case INT64 -> Arrays.fill((long[]) array, from, to, value.integer());
      case BOOL -> Arrays.fill((byte[]) array, from, to, bool(value.real() != 0));
    }
  }

  /** An int is rounded once, not by way of float64. */
  private static float toFloat(Scalar value) {
    return value.kind() == DType.FLOAT64 ? (float) value.real() : (float) value.integer();
  }

  /** Copies {@code n} elements; the strides are those of the two sides, 0 to repeat one. */
  static void copy(
      Object from,
      DType source,
      int at,
      int step,
      Object to,
      DType target,
      int out,
      int stride,
      int n) {
    if (step == 1 && stride == 1) {
      DenseCopies.copy(from, source, at, to, target, out, n);
      return;
    }
    if (step == 0 && stride == 1 && n > 1) {
      copy(from, source, at, 1, to, target, out, 1, 1);
      repeat(to, target, out, n);
      return;
    }
    switch (target) {
      case FLOAT32 -> toFloats(from, source, at, step, (float[]) to, out, stride, n);
      case FLOAT64 -> toDoubles(from, source, at, step, (double[]) to, out, stride, n);
      case INT64 -> toLongs(from, source, at, step, (long[]) to, out, stride, n);
      case BOOL -> toBools(from, source, at, step, (byte[]) to, out, stride, n);
    }
  }

  private static void toFloats(
      Object from, DType source, int at, int step, float[] to, int out, int stride, int n) {
    switch (source) {
      case FLOAT32 -> {
        float[] x = (float[]) from;
        if (stride == 1) {
          for (int i = 0, p = at; i < n; i++, p += step) {
            to[out + i] = x[p];
          }
        } else {
          for (int i = 0; i < n; i++) {
            to[out + i * stride] = x[at + i * step];
          }
        }
      }
      case FLOAT64 -> {
        double[] x = (double[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = (float) x[at + i * step];
        }
      }
      case INT64 -> {
        long[] x = (long[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
      case BOOL -> {
        byte[] x = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
    }
  }

  private static void toDoubles(
      Object from, DType source, int at, int step, double[] to, int out, int stride, int n) {
    switch (source) {
      case FLOAT32 -> {
        float[] x = (float[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
      case FLOAT64 -> {
        double[] x = (double[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
      case INT64 -> {
        long[] x = (long[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
      case BOOL -> {
        byte[] x = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
    }
  }

  private static void toLongs(
      Object from, DType source, int at, int step, long[] to, int out, int stride, int n) {
    switch (source) {
      case FLOAT32 -> {
        float[] x = (float[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = Integers.whole(x[at + i * step]);
        }
      }
      case FLOAT64 -> {
        double[] x = (double[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = Integers.whole(x[at + i * step]);
        }
      }
      case INT64 -> {
        long[] x = (long[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
      case BOOL -> {
        byte[] x = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
    }
  }

  private static void toBools(
      Object from, DType source, int at, int step, byte[] to, int out, int stride, int n) {
    switch (source) {
      case FLOAT32 -> {
        float[] x = (float[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = bool(x[at + i * step] != 0);
        }
      }
      case FLOAT64 -> {
        double[] x = (double[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = bool(x[at + i * step] != 0);
        }
      }
      case INT64 -> {
        long[] x = (long[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = bool(x[at + i * step] != 0);
        }
      }
      case BOOL -> {
        byte[] x = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[out + i * stride] = x[at + i * step];
        }
      }
    }
  }

  /** Writes the element at {@code at} to the places behind it: {@code n} are the same then. */
  private static void repeat(Object array, DType dtype, int at, int n) {
    switch (dtype) {
      case FLOAT32 -> Arrays.fill((float[]) array, at, at + n, ((float[]) array)[at]);
      case FLOAT64 -> Arrays.fill((double[]) array, at, at + n, ((double[]) array)[at]);
      case INT64 -> Arrays.fill((long[]) array, at, at + n, ((long[]) array)[at]);
      case BOOL -> Arrays.fill((byte[]) array, at, at + n, ((byte[]) array)[at]);
    }
  }

  private static byte bool(boolean value) {
    return (byte) (value ? 1 : 0);
  }
}
