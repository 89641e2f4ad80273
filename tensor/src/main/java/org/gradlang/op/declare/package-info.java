/**
 * How an operation is declared: its signature, what it computes, and its gradient. A formula makes
 * a {@link org.gradlang.op.declare.Pointwise} operation, a forward with gradient rules a {@link
 * org.gradlang.op.declare.Primitive}, calls of other operations a {@link
 * org.gradlang.op.declare.Composite}.
 */
@NullMarked
package org.gradlang.op.declare;

import org.jspecify.annotations.NullMarked;
