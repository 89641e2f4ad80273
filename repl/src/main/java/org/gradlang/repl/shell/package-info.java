/**
 * The interactive session: reads inputs from a terminal and answers each.
 *
 * <ul>
 *   <li>{@code session}: the engine behind the prompt, its output and its settings
 *   <li>{@code command}: what a line that begins with a colon does; {@code Commands} lists all
 *   <li>{@code complete}: what could stand at a place of an input
 *   <li>{@code paint}: code in colours
 *   <li>{@code line}: reading lines with JLine, or without
 * </ul>
 */
@NullMarked
package org.gradlang.repl.shell;

import org.jspecify.annotations.NullMarked;
