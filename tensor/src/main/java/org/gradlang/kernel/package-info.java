/**
 * Loops over arrays, which know nothing of graphs.
 *
 * <ul>
 *   <li>Pointwise: a {@link org.gradlang.kernel.Formula} over {@link org.gradlang.kernel.Primitive
 *       primitives}, evaluated by a {@link org.gradlang.kernel.PointwiseLoop}.
 *   <li>{@link org.gradlang.kernel.Reduction}, {@link org.gradlang.kernel.Extremes}, {@link
 *       org.gradlang.kernel.Scan}: many elements into one, or into running ones.
 *   <li>{@link org.gradlang.kernel.Gemm}: products of matrices.
 *   <li>{@link org.gradlang.kernel.Convolution}, {@link org.gradlang.kernel.Pooling}, {@link
 *       org.gradlang.kernel.LinearMap}: windows of images, and sparse matrices along dimensions.
 *   <li>{@link org.gradlang.kernel.Matrices}: decompositions.
 *   <li>{@link org.gradlang.kernel.Copies}: copies, casts and fills of strided elements.
 * </ul>
 *
 * <p>Kernels read and write {@link org.gradlang.tensor.Strided} elements; shapes, promotion and
 * error messages are the caller's. Whatever loop computes it, plain or SIMD, on one thread or
 * several, a result has the same bits.
 */
@NullMarked
package org.gradlang.kernel;

import org.jspecify.annotations.NullMarked;
