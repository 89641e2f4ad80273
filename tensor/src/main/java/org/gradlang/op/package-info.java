/**
 * Every operation on tensors, each declared once: signature, documentation, samples, forward and
 * gradient rules. {@link org.gradlang.op.Operations} is the table; one class for each family holds
 * the declarations; {@link org.gradlang.op.Signature} binds arguments and is used for built-in
 * functions too. May depend on tensor, autograd and kernel.
 */
@NullMarked
package org.gradlang.op;

import org.jspecify.annotations.NullMarked;
