/** Products, and linear algebra. */
@NullMarked
package org.gradlang.op.algebra;

import org.jspecify.annotations.NullMarked;
