package org.gradlang.value;

import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Builds a text of a length that is not known before. Asks for room before it grows, and now and
 * then whether to stop.
 */
public final class TextBuilder {
  private static final int MOST = Integer.MAX_VALUE - 16;

  private final StringBuilder characters = new StringBuilder();
  private final Context context = Context.current();
  private final @Nullable Ledger ledger = context.ledger();

  /** Up to so many characters nothing is asked. */
  private int admitted;

  /** Bytes that a character takes. */
  private int width = 1;

  /** A builder of an empty text. */
  public TextBuilder() {
    boolean limited = ledger != null || context.budget().bounds().length() < MOST;
    admitted = limited ? Room.SHORT : MOST;
  }

  public int length() {
    return characters.length();
  }

  /** Appends a text. */
  public TextBuilder append(String text) {
    return append(text, 0, text.length());
  }

  /** Appends the characters from {@code start} to before {@code end}. */
  public TextBuilder append(String text, int start, int end) {
    reserve(end - start, ledger == null || width == 2 ? width : Room.width(text, start, end));
    characters.append(text, start, end);
    return this;
  }

  /** Appends a character. */
  public TextBuilder append(char c) {
    return appendCodePoint(c);
  }

  /** Appends a character. */
  public TextBuilder appendCodePoint(int c) {
    reserve(c > 0xffff ? 2 : 1, c > 0xff ? 2 : 1);
    characters.appendCodePoint(c);
    return this;
  }

  /** Appends a character of one byte so many times. */
  public TextBuilder repeat(char c, long count) {
    reserve(count, 1);
    characters.repeat(c, (int) count);
    return this;
  }

  private void reserve(long more, int textWidth) {
    context.worked((int) Math.min(more, 1 << 20));
    long length = characters.length() + more;
    if (length > admitted || (textWidth > width && ledger != null)) {
      grow(length, Math.max(width, textWidth));
    }
  }

  /** The array that there is, and the one that takes its place, live side by side for a while. */
  private void grow(long length, int newWidth) {
    Budget budget = context.budget();
    Room.forLength(length, budget);
    long most = Math.min(MOST, budget.bounds().length());
    admitted = (int) Math.min(most, Math.max(length, 2L * characters.length()));
    if (ledger != null) {
      ledger.admit(Held.TEXT, (long) characters.capacity() * width + (long) admitted * newWidth);
    }
    width = newWidth;
    characters.ensureCapacity(admitted);
  }

  /** The text, of which the characters are a copy. */
  @Override
  public String toString() {
    if (ledger != null && characters.length() > Room.SHORT) {
      ledger.admit(Held.TEXT, (long) (characters.capacity() + characters.length()) * width);
    }
    return Room.hold(characters.toString());
  }
}
