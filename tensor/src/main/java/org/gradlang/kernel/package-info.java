/** Loops over arrays: SIMD ones, and plain ones to fall back on. Knows nothing of tensors. */
@NullMarked
package org.gradlang.kernel;

import org.jspecify.annotations.NullMarked;
