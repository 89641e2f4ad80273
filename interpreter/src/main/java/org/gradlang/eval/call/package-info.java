/** Calls: one node for each shape that can be made faster than the general one. */
@NullMarked
package org.gradlang.eval.call;

import org.jspecify.annotations.NullMarked;
