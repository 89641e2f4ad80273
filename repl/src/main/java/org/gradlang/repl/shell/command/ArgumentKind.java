package org.gradlang.repl.shell.command;

/** What a command takes: how its argument is completed, and when it is complete. */
public enum ArgumentKind {
  /** Nothing. */
  NONE,

  /** A word; {@link Command#choices} says which there are. */
  WORD,

  /** The path of a file. */
  FILE,

  /** Code, highlighted and completed as such, over several lines if need be. */
  CODE
}
