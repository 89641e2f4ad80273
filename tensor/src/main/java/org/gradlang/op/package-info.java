/**
 * Every operation on tensors, each declared once: signature, documentation, samples, forward and
 * gradient rules. {@link org.gradlang.op.Operations} is the table of contents, and each package
 * below this one a chapter; {@code org.gradlang.op.declare} has the means of declaring. May depend
 * on tensor, autograd and kernel.
 */
@NullMarked
package org.gradlang.op;

import org.jspecify.annotations.NullMarked;
