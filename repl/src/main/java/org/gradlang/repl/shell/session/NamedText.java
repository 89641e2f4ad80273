package org.gradlang.repl.shell.session;

/** A program under the name that errors show. */
public record NamedText(String name, String text) {}
