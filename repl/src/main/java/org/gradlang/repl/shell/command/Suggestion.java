package org.gradlang.repl.shell.command;

/** A word that may be meant, with one line about it. */
public record Suggestion(String text, String description) {}
