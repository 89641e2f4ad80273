/**
 * A terminal as a screen. {@code Abilities} are what the environment says of it; {@code
 * TerminalScreen} sends pixels by one of its protocols for images, or writes text: what a picture
 * draws with characters, or {@code HalfBlocks}. {@code ProgressLines} keeps the bars of loops below
 * what a program prints.
 */
@NullMarked
package org.gradlang.repl.screen;

import org.jspecify.annotations.NullMarked;
