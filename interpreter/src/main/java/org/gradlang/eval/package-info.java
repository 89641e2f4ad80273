/** Executable nodes, values and calls. */
@NullMarked
package org.gradlang.eval;

import org.jspecify.annotations.NullMarked;
