/** Element by element: arithmetic, elementary functions, comparison, selection, activations. */
@NullMarked
package org.gradlang.op.pointwise;

import org.jspecify.annotations.NullMarked;
