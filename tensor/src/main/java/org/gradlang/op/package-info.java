/** Every operation, declared once: its names, parameters, forward rule and gradient. */
@NullMarked
package org.gradlang.op;

import org.jspecify.annotations.NullMarked;
