package org.gradlang;

/**
 * The room for a picture that is shown as text, and what may be used there.
 *
 * @param columns characters in a line
 * @param rows lines
 * @param colors which escape sequences for colours are understood
 * @param unicode whether characters beyond ASCII are shown
 */
public record TextStyle(int columns, int rows, Colors colors, boolean unicode) {

  /** Which colours a terminal has. */
  public enum Colors {
    /** None. */
    NONE,
    /** The palette of 256 colours. */
    PALETTE,
    /** Any. */
    ALL
  }

  /** A page of 80 columns and 24 rows without colours. */
  public static TextStyle plain() {
    return new TextStyle(80, 24, Colors.NONE, true);
  }
}
