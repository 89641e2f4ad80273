/** Statements and the blocks that hold them. */
@NullMarked
package org.gradlang.eval.statement;

import org.jspecify.annotations.NullMarked;
