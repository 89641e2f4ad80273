package org.gradlang.value;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Builds a text of a length that is not known before. Asks for room before it grows, and now and
 * then whether to stop.
 *
 * <p>What is long is kept in pieces until the text is wanted: so nothing is copied as it grows, and
 * everything but the last step is done piece by piece.
 */
public final class TextBuilder {
  private static final int MOST = Integer.MAX_VALUE - 16;

  /** Characters of a piece. */
  private static final int PIECE = 1 << 18;

  private final StringBuilder characters = new StringBuilder();
  private final Context context = Context.current();
  private final @Nullable Ledger ledger = context.ledger();

  /** What comes before {@link #characters}; null as long as that is everything. */
  private @Nullable List<String> pieces;

  private int piecesLength;

  /** Up to so many characters nothing is asked. */
  private int admitted;

  /** Up to so many {@link #characters} there is nothing to look at. */
  private int quiet;

  /** Bytes that a character takes. */
  private int width = 1;

  /** A builder of an empty text. */
  public TextBuilder() {
    boolean limited = ledger != null || context.budget().bounds().length() < MOST;
    admitted = limited ? ValueRoom.SHORT : MOST;
    quiet = Math.min(admitted, PIECE);
  }

  public int length() {
    return piecesLength + characters.length();
  }

  /** Appends a text. */
  public TextBuilder append(String text) {
    return append(text, 0, text.length());
  }

  /** Appends the characters from {@code start} to before {@code end}. */
  public TextBuilder append(String text, int start, int end) {
    reserve(end - start, ledger == null || width == 2 ? width : ValueRoom.width(text, start, end));
    if (end - start == text.length() && end > PIECE) {
      endPiece();
      add(text); // as it is
      return this;
    }
    int from = start;
    while (end - from > PIECE) {
      characters.append(text, from, from + PIECE);
      from += PIECE;
      endPiece();
      context.worked(PIECE);
    }
    characters.append(text, from, end);
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
    long left = count;
    for (; left > PIECE; left -= PIECE) {
      characters.repeat(c, PIECE);
      endPiece();
      context.worked(PIECE);
    }
    characters.repeat(c, (int) left);
    return this;
  }

  private void reserve(long more, int textWidth) {
    context.worked((int) Math.min(more, PIECE));
    if (characters.length() + more > quiet || (textWidth > width && ledger != null)) {
      look(more, textWidth);
    }
  }

  private void look(long more, int textWidth) {
    long length = length() + more;
    if (length > admitted || (textWidth > width && ledger != null)) {
      grow(length, Math.max(width, textWidth));
    }
    if (characters.length() + more > PIECE && !characters.isEmpty()) {
      endPiece();
    }
    quiet = Math.min(admitted - piecesLength, PIECE);
  }

  private void endPiece() {
    add(characters.toString());
    characters.setLength(0);
  }

  private void add(String piece) {
    if (pieces == null) {
      pieces = new ArrayList<>();
    }
    pieces.add(piece);
    piecesLength += piece.length();
    quiet = Math.min(admitted - piecesLength, PIECE);
  }

  /** What there is, and what the text becomes of it, live side by side for a while. */
  private void grow(long length, int newWidth) {
    Budget budget = context.budget();
    ValueRoom.forLength(length, budget);
    long most = Math.min(MOST, budget.bounds().length());
    admitted = (int) Math.min(most, Math.max(length, 2L * length()));
    if (ledger != null) {
      ledger.admit(Held.TEXT, (long) length() * width + (long) admitted * newWidth);
    }
    width = newWidth;
  }

  /** The text, of which the characters are a copy. */
  @Override
  public String toString() {
    if (ledger != null && length() > ValueRoom.SHORT) {
      ledger.admit(Held.TEXT, 2L * length() * width);
    }
    return ValueRoom.hold(pieces == null ? characters.toString() : joined(pieces));
  }

  private String joined(List<String> before) {
    String[] all = before.toArray(new String[before.size() + 1]);
    all[before.size()] = characters.toString();
    return LongText.joined(all, length());
  }
}
