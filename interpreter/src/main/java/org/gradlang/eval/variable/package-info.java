/** Reads and stores of variables, attributes and elements. */
@NullMarked
package org.gradlang.eval.variable;

import org.jspecify.annotations.NullMarked;
