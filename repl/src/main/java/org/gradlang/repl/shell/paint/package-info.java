/** Code in colours. */
@NullMarked
package org.gradlang.repl.shell.paint;

import org.jspecify.annotations.NullMarked;
