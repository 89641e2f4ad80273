/**
 * Python's format language, as in {@code f"{loss:.4f}"}: {@link org.gradlang.value.format.Spec} is
 * what stands behind the colon.
 */
@NullMarked
package org.gradlang.value.format;

import org.jspecify.annotations.NullMarked;
