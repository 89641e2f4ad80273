/** Functions of scripts: their code, closures, and the binding of arguments. */
@NullMarked
package org.gradlang.eval.function;

import org.jspecify.annotations.NullMarked;
