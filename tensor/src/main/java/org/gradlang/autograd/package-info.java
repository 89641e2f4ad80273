/** The recorded graph: nodes, the backward engine, hooks and gradient modes. */
@NullMarked
package org.gradlang.autograd;

import org.jspecify.annotations.NullMarked;
