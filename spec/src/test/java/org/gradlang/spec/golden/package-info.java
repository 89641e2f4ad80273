/**
 * Golden data as tests: what PyTorch answered, compared with what Grad answers.
 *
 * <p>{@code spec/golden/README.md} describes the data. A {@link
 * org.gradlang.spec.golden.GoldenFolder} reads it into cases of three kinds, each of which an
 * {@link org.gradlang.spec.golden.Interpreter} evaluates.
 */
@NullMarked
package org.gradlang.spec.golden;

import org.jspecify.annotations.NullMarked;
