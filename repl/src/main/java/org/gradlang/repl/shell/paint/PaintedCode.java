package org.gradlang.repl.shell.paint;

import java.util.Arrays;
import java.util.List;
import org.gradlang.syntax.Lexeme;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A text of code and how each of its characters looks. */
public final class PaintedCode {
  private final String text;
  private final int codeStart;
  private final AttributedStyle[] styles;
  private final BracketPairs pairs;

  /** {@code codeStart} is where code begins; what stands before it is a command. */
  public PaintedCode(String text, int codeStart) {
    this.text = text;
    this.codeStart = codeStart;
    String code = text.substring(codeStart);
    List<Lexeme> lexemes = Lexeme.of(code);
    pairs = BracketPairs.of(code, lexemes);
    styles = new AttributedStyle[text.length()];
    Arrays.fill(styles, Palette.PLAIN);
    Arrays.fill(styles, 0, codeStart, Palette.COMMAND);
    for (Lexeme lexeme : lexemes) {
      AttributedStyle style = Palette.of(lexeme.kind());
      Arrays.fill(styles, codeStart + lexeme.start(), codeStart + lexeme.end(), style);
    }
    pairs.stray().forEach(at -> styles[codeStart + at] = Palette.STRAY);
  }

  /** The text in colours. */
  public static AttributedString of(String code) {
    return new PaintedCode(code, 0).drawn(-1);
  }

  /** The same text with the bracket at a cursor marked, and the one that belongs to it. */
  public AttributedString drawn(int cursor) {
    int near = near(cursor - codeStart);
    int partner = pairs.partner(near);
    AttributedStringBuilder drawn = new AttributedStringBuilder(text.length());
    int start = 0;
    for (int i = 1; i <= styles.length; i++) {
      boolean marked = partner >= 0 && (isAt(i, near, partner) || isAt(i - 1, near, partner));
      if (i == styles.length || marked || styles[i] != styles[start]) {
        boolean bracket = partner >= 0 && isAt(start, near, partner);
        AttributedStyle style = bracket ? Palette.matched(styles[start]) : styles[start];
        drawn.styled(style, text.substring(start, i));
        start = i;
      }
    }
    return drawn.toAttributedString();
  }

  private boolean isAt(int index, int near, int partner) {
    return index == codeStart + near || index == codeStart + partner;
  }

  /** The bracket before the cursor comes first, for that is the one just typed. */
  private int near(int cursor) {
    return pairs.partner(cursor - 1) >= 0 ? cursor - 1 : cursor;
  }
}
