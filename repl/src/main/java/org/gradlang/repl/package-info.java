/** The {@code grad} command and its interactive session. */
@NullMarked
package org.gradlang.repl;

import org.jspecify.annotations.NullMarked;
