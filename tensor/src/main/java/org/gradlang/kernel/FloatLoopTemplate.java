package org.gradlang.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD loop of a primitive on float32. {@link Templates} makes a copy of this class for each
 * primitive, so that the JVM compiles each loop for its own function.
 *
 * <p>The function stands in two places of the compiled code, and the rest is left to the plain
 * loop: a JVM inlines until there are 18000 nodes, and what is not inlined then makes a boxed
 * vector. {@link WrittenLoop} is for what is longer.
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
    int last = (n / lanes - 1) * lanes; // the last whole vector, which may be done twice
    int i = 0;
    if (ARITY == 1) {
      float[] x = (float[]) a;
      float[] to = (float[]) out;
      for (; i <= last; i += 2 * lanes) {
        int j = Math.min(i + lanes, last);
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + j);
        FloatVector p = FUNCTION.apply(u, u, u);
        FloatVector q = FUNCTION.apply(v, v, v);
        p.intoArray(to, oi + i);
        q.intoArray(to, oi + j);
      }
    } else if (ARITY == 2) {
      float[] x = (float[]) a;
      float[] y = (float[]) b;
      float[] to = (float[]) out;
      for (; i <= last; i += 2 * lanes) {
        int j = Math.min(i + lanes, last);
        FloatVector u = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + i);
        FloatVector v = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + i);
        FloatVector u2 = FloatVector.fromArray(FloatLanes.SPECIES, x, ai + j);
        FloatVector v2 = FloatVector.fromArray(FloatLanes.SPECIES, y, bi + j);
        FloatVector p = FUNCTION.apply(u, v, v);
        FloatVector q = FUNCTION.apply(u2, v2, v2);
        p.intoArray(to, oi + i);
        q.intoArray(to, oi + j);
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
    int rest = last + lanes;
    if (rest < n) {
      PLAIN.run(a, ai + rest, b, bi + rest, c, ci + rest, out, oi + rest, n - rest);
    }
  }
}
