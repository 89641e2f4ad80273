package org.gradlang.repl.shell.line;

/** What stands before the lines of an input. */
public final class Prompts {
  /** Before its first line. */
  public static final String FIRST = "grad> ";

  /** Before all others. */
  public static final String NEXT = "  ... ";

  private Prompts() {}
}
