package org.gradlang.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/**
 * The SIMD loop of a primitive on float64. {@link Templates} makes a copy of this class for each
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
final class DoubleLoopTemplate implements Loop {
  private static final DoubleLanes.Function FUNCTION =
      Templates.function(MethodHandles.lookup(), DoubleLanes.Function.class);
  private static final Loop PLAIN = Templates.plain(MethodHandles.lookup());
  private static final int ARITY = Templates.arity(MethodHandles.lookup());

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    int lanes = DoubleLanes.SPECIES.length();
    int i = 0;
    if (ARITY == 1) {
      double[] x = (double[]) a;
      double[] to = (double[]) out;
      for (; i <= n - lanes; i += lanes) {
        DoubleVector u = DoubleVector.fromArray(DoubleLanes.SPECIES, x, ai + i);
        FUNCTION.apply(u, u, u).intoArray(to, oi + i);
      }
    } else if (ARITY == 2) {
      double[] x = (double[]) a;
      double[] y = (double[]) b;
      double[] to = (double[]) out;
      for (; i <= n - lanes; i += lanes) {
        DoubleVector u = DoubleVector.fromArray(DoubleLanes.SPECIES, x, ai + i);
        DoubleVector v = DoubleVector.fromArray(DoubleLanes.SPECIES, y, bi + i);
        FUNCTION.apply(u, v, v).intoArray(to, oi + i);
      }
    } else {
      double[] x = (double[]) a;
      double[] y = (double[]) b;
      double[] z = (double[]) c;
      double[] to = (double[]) out;
      for (; i <= n - lanes; i += lanes) {
        DoubleVector u = DoubleVector.fromArray(DoubleLanes.SPECIES, x, ai + i);
        DoubleVector v = DoubleVector.fromArray(DoubleLanes.SPECIES, y, bi + i);
        DoubleVector w = DoubleVector.fromArray(DoubleLanes.SPECIES, z, ci + i);
        FUNCTION.apply(u, v, w).intoArray(to, oi + i);
      }
    }
    if (i < n) {
      PLAIN.run(a, ai + i, b, bi + i, c, ci + i, out, oi + i, n - i);
    }
  }
}
