/**
 * Pictures on a terminal. {@code Abilities} are what the environment says of it; {@code
 * TerminalScreen} sends pixels by one of its protocols for images, or writes text: what a picture
 * draws with characters, or {@code HalfBlocks}.
 */
@NullMarked
package org.gradlang.repl.screen;

import org.jspecify.annotations.NullMarked;
