/**
 * Python's numbers on Java's {@code long} and {@code double}: arithmetic that overflows into
 * errors, rounding, parsing and printed forms. Knows nothing of other values.
 */
@NullMarked
package org.gradlang.value.number;

import org.jspecify.annotations.NullMarked;
