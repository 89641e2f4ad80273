/**
 * Arrays of numbers: {@link org.gradlang.tensor.Tensor} is a {@link org.gradlang.tensor.Storage}
 * seen through a {@link org.gradlang.tensor.Layout}; the {@link org.gradlang.tensor.Context} holds
 * what a running program sets; {@link org.gradlang.tensor.GradError} is how everything fails.
 */
@NullMarked
package org.gradlang.tensor;

import org.jspecify.annotations.NullMarked;
