package org.gradlang.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;
import org.gradlang.tensor.Context;

/**
 * A source text for the lexer. Its indices are those of the text, so that spans need no
 * translation; a character outside the basic plane is read as one and advances by two.
 */
final class SourceStream implements CharStream {
  /** What reading a character costs: some 30 ns. */
  private static final int CHARACTER = 4;

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
    return text.codePointAt(at);
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
