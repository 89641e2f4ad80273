package org.gradlang.kernel;

/**
 * A primitive over runs of elements: {@code out[oi + i] = f(a[ai + i], b[bi + i], c[ci + i])}.
 *
 * <p>The arrays are all {@code float[]}, all {@code double[]} or all {@code long[]}; a function of
 * fewer arguments ignores the rest. {@code out} may be one of the inputs at the same index.
 */
interface Loop {
  void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n);
}
