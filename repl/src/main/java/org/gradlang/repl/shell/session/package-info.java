/** What an interactive session is without a keyboard: an engine, its output, its settings. */
@NullMarked
package org.gradlang.repl.shell.session;

import org.jspecify.annotations.NullMarked;
