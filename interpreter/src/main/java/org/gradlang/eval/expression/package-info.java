/** Expressions without control flow: literals, operators, members. */
@NullMarked
package org.gradlang.eval.expression;

import org.jspecify.annotations.NullMarked;
