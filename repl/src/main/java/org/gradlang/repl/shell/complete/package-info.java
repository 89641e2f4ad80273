/**
 * What could stand at a place in an input: names, members, keywords, paths, commands; and the
 * signature of the call around it. Nothing here runs a program's code.
 */
@NullMarked
package org.gradlang.repl.shell.complete;

import org.jspecify.annotations.NullMarked;
