package org.gradlang.builtin;

/** A line beside a program's output that changes while a loop runs. */
public interface Display {
  /** Whether the line can be overwritten, as on a terminal; else only its last state is of use. */
  boolean isLive();

  /** Shows a line in place of the one shown before. */
  void show(String line);

  /** Shows the line for the last time and leaves it behind. */
  void finish(String line);

  /** Shows nothing. */
  static Display none() {
    return new Display() {
      @Override
      public boolean isLive() {
        return false;
      }

      @Override
      public void show(String line) {}

      @Override
      public void finish(String line) {}
    };
  }
}
