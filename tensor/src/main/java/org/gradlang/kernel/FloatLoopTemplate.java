package org.gradlang.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD loop of a primitive on float32. {@link Templates} makes a copy of this class for each
 * primitive, so that the JVM compiles each loop for its own function.
 *
 * <p>The function stands in one place of the compiled code, and the rest is left to the plain loop:
 * a JVM inlines until there are 18000 nodes, which two copies of a tanh exceed, and what is not
 * inlined then makes a boxed vector.
 *
 * <p>The method is longer than what the JVM inlines (325 bytes of code), and has to be: inlined in
 * the loop that chooses between plain and SIMD, functions in it were not inlined any more, and each
 * call made kilobytes of boxed vectors.
 */
final class FloatLoopTemplate implements Loop {
  private static final FloatLanes.Function FUNCTION =
      Templates.function(MethodHandles.lookup(), FloatLanes.Function.class);
  private static final Loop PLAIN = Templates.plain(MethodHandles.lookup());
  private static final int ARITY = Templates.arity(MethodHandles.lookup());

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    int lanes = FloatLanes.SPECIES.length();
    int i = 0;
    if (ARITY == 1) {
      float[] x = (float[]) a;
      float[] to = (float[]) out;
      for (; i <= n - lanes; i += lanes) {
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FUNCTION.apply(u, u, u).intoArray(to, oi + i);
      }
    } else if (ARITY == 2) {
      float[] x = (float[]) a;
      float[] y = (float[]) b;
      float[] to = (float[]) out;
      for (; i <= n - lanes; i += lanes) {
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i);
        FUNCTION.apply(u, v, v).intoArray(to, oi + i);
      }
    } else {
      float[] x = (float[]) a;
      float[] y = (float[]) b;
      float[] z = (float[]) c;
      float[] to = (float[]) out;
      for (; i <= n - lanes; i += lanes) {
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i);
        FloatVector w = FloatVector.fromArray(FloatLanes.SPECIES, z, ci + i);
        FUNCTION.apply(u, v, w).intoArray(to, oi + i);
      }
    }
    if (i < n) {
      PLAIN.run(a, ai + i, b, bi + i, c, ci + i, out, oi + i, n - i);
    }
  }
}
