package org.gradlang.repl.shell.paint;

import org.gradlang.syntax.Lexeme;
import org.jline.utils.AttributedStyle;

/** How words look while they are typed. */
public final class Palette {
  public static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  public static final AttributedStyle COMMAND = PLAIN.bold().foreground(AttributedStyle.CYAN);
  public static final AttributedStyle STRAY = PLAIN.foreground(AttributedStyle.RED);
  public static final AttributedStyle TIP = PLAIN.faint();
  public static final AttributedStyle CURRENT = PLAIN.bold();

  private static final AttributedStyle KEYWORD = PLAIN.bold().foreground(AttributedStyle.MAGENTA);
  private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);

  private Palette() {}

  public static AttributedStyle of(Lexeme.Kind kind) {
    return switch (kind) {
      case KEYWORD -> KEYWORD;
      case NUMBER -> NUMBER;
      case STRING -> STRING;
      case COMMENT -> TIP;
      case UNKNOWN -> STRAY;
      case NAME, OPERATOR, SEPARATOR, OPEN, CLOSE -> PLAIN;
    };
  }

  /** A bracket whose partner is at the cursor, and the one at the cursor. */
  public static AttributedStyle matched(AttributedStyle style) {
    return style.bold().underline();
  }
}
