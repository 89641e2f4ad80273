package org.gradlang.repl.shell.session;

/**
 * An input that was right.
 *
 * @param valued whether it had a value, which became {@code _}
 */
public record Accepted(String text, boolean valued) {}
