package org.gradlang.kernel;

/**
 * The plain loops of the four arithmetic operations, written out: what they do for an element is
 * less than a call through an interface, and most loops over few elements are these.
 */
final class ArithmeticLoops {
  private ArithmeticLoops() {}

  static void addFloats(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] + y[bi + i];
    }
  }

  static void subFloats(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] - y[bi + i];
    }
  }

  static void mulFloats(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] * y[bi + i];
    }
  }

  static void divFloats(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] / y[bi + i];
    }
  }

  static void addDoubles(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] z = (double[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] + y[bi + i];
    }
  }

  static void subDoubles(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] z = (double[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] - y[bi + i];
    }
  }

  static void mulDoubles(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] z = (double[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] * y[bi + i];
    }
  }

  static void divDoubles(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] z = (double[]) out;
    for (int i = 0; i < n; i++) {
      z[oi + i] = x[ai + i] / y[bi + i];
    }
  }
}
