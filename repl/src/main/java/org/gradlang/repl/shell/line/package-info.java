/** How a session's inputs are read: by JLine where there is a terminal, else line by line. */
@NullMarked
package org.gradlang.repl.shell.line;

import org.jspecify.annotations.NullMarked;
