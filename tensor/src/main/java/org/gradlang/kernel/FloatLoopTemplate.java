package org.gradlang.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The SIMD loop of a primitive on float32. {@link Templates} makes a copy of this class for each
 * primitive, so that the JVM compiles each loop for its own function.
 *
 * <p>The method is longer than what the JVM inlines (325 bytes of code), and has to be: inlined in
 * the loop that chooses between plain and SIMD, functions in it were not inlined any more, and each
 * call made kilobytes of boxed vectors.
 */
final class FloatLoopTemplate implements Loop {
  private static final FloatLanes.Function FUNCTION =
      Templates.function(MethodHandles.lookup(), FloatLanes.Function.class);
  private static final int ARITY = Templates.arity(MethodHandles.lookup());

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) c;
    float[] to = (float[]) out;
    int lanes = FloatLanes.SPECIES.length();
    int i = 0;
    if (ARITY == 1) {
      for (; i <= n - lanes; i += lanes) {
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FUNCTION.apply(u, u, u).intoArray(to, oi + i);
      }
    } else if (ARITY == 2) {
      for (; i <= n - lanes; i += lanes) {
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i);
        FUNCTION.apply(u, v, v).intoArray(to, oi + i);
      }
    } else {
      for (; i <= n - lanes; i += lanes) {
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i);
        FloatVector w = FloatVector.fromArray(FloatLanes.SPECIES, z, ci + i);
        FUNCTION.apply(u, v, w).intoArray(to, oi + i);
      }
    }
    if (i < n) {
      VectorMask<Float> rest = FloatLanes.SPECIES.indexInRange(i, n);
      FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i, rest);
      FloatVector v = ARITY < 2 ? u : FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i, rest);
      FloatVector w = ARITY < 3 ? v : FloatVector.fromArray(FloatLanes.SPECIES, z, ci + i, rest);
      FUNCTION.apply(u, v, w).intoArray(to, oi + i, rest);
    }
  }
}
