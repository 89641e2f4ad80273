/** The commands of the interactive session, listed in {@code Commands}. */
@NullMarked
package org.gradlang.repl.shell.command;

import org.jspecify.annotations.NullMarked;
