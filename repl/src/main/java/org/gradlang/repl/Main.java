package org.gradlang.repl;

/** The {@code grad} command. */
public final class Main {
  private static final String VERSION = "0.1.0";

  private Main() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.out.println("grad " + VERSION);
  }
}
