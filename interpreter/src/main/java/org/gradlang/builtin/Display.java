package org.gradlang.builtin;

import java.util.List;

/** Lines below a program's output that change while its loops run. */
public interface Display {
  /** Whether lines can be overwritten, as on a terminal; else only what stays is of use. */
  boolean isLive();

  /**
   * Shows lines below the output, in place of those shown before; an empty list takes them away.
   * Called only where the display {@linkplain #isLive() is live}.
   */
  void show(List<String> lines);

  /** Shows a line that stays, as if the program had printed it. */
  void leave(String line);

  /** Shows nothing. */
  static Display none() {
    return new Display() {
      @Override
      public boolean isLive() {
        return false;
      }

      @Override
      public void show(List<String> lines) {}

      @Override
      public void leave(String line) {}
    };
  }
}
