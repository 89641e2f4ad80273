package org.gradlang.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The SIMD loop of a primitive on float32. {@link Templates} makes a copy of this class for each
 * primitive, so that the JVM compiles each loop for its own function.
 */
final class FloatLoopTemplate implements Loop {
  private static final FloatLanes.Function FUNCTION =
      Templates.function(MethodHandles.lookup(), FloatLanes.Function.class);

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) c;
    float[] to = (float[]) out;
    int lanes = FloatLanes.SPECIES.length();
    int i = 0;
    for (; i <= n - lanes; i += lanes) {
      FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
      FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i);
      FloatVector w = FloatVector.fromArray(FloatLanes.SPECIES, z, ci + i);
      FUNCTION.apply(u, v, w).intoArray(to, oi + i);
    }
    if (i < n) {
      VectorMask<Float> rest = FloatLanes.SPECIES.indexInRange(i, n);
      FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i, rest);
      FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i, rest);
      FloatVector w = FloatVector.fromArray(FloatLanes.SPECIES, z, ci + i, rest);
      FUNCTION.apply(u, v, w).intoArray(to, oi + i, rest);
    }
  }
}
