package org.gradlang.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;
import org.gradlang.tensor.Context;

/**
 * A source text for the lexer. Its indices are those of the text, so that spans need no
 * translation; a character outside the basic plane is read as one and advances by two. Beyond
 * ASCII, one letter stands for all letters: the grammar tells why.
 */
final class SourceStream implements CharStream {
  /** What reading a character costs: some 30 ns. */
  static final int CHARACTER = 4;

  /** Characters before this one stand for themselves. */
  static final int ASCII = 128;

  /** A letter that stands for all letters of other scripts. */
  private static final int LETTER = 0xAA;

  /** A digit that stands for all digits and marks that can follow a letter. */
  private static final int DIGIT = 0x660;

  private final Source source;
  private final Context context = Context.current();
  private final String text;
  private int index;

  SourceStream(Source source) {
    this.source = source;
    this.text = source.text();
  }

  @Override
  public void consume() {
    if (index >= text.length()) {
      throw new IllegalStateException("nothing left to consume");
    }
    index += Character.charCount(text.codePointAt(index));
    context.worked(CHARACTER);
  }

  @Override
  public int LA(int offset) {
    int at = offset > 0 ? index + offset - 1 : index + offset;
    if (at < 0 || at >= text.length()) {
      return IntStream.EOF;
    }
    int character = text.codePointAt(at);
    return character < ASCII ? character : representative(character);
  }

  /** What stands for a character in the lexer's rules. */
  private static int representative(int character) {
    return switch (Character.getType(character)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.LETTER_NUMBER ->
          LETTER;
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          DIGIT;
      default -> character;
    };
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = index;
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return source.name();
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }
}
