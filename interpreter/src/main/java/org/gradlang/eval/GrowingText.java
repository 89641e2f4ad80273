package org.gradlang.eval;

import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.FormatString;
import org.gradlang.value.LongText;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/**
 * A text that {@code s += t} makes longer, so that a loop which builds a text takes time in
 * proportion to its length, not to the square of it.
 *
 * <p>It stands in the place of a text in one variable and nowhere else: whoever reads the variable
 * gets the text.
 */
public final class GrowingText {
  /** Shorter texts are copied. */
  private static final int SHORT = 128;

  /** Characters of an int at most. */
  private static final int LONGEST_INT = 20;

  private StringBuilder characters;

  /** Bytes that a character takes. */
  private int width;

  private @Nullable String text;

  /** The text of a variable as it was before the other operand was evaluated. */
  private record Before(GrowingText text, int length) {}

  private GrowingText(String first, String second) {
    width = Math.max(ValueRoom.width(first), ValueRoom.width(second));
    StringBuilder both = ValueRoom.builder(2L * (first.length() + second.length()), width);
    characters =
        LongText.copied(
            (long) first.length() + second.length(), () -> both.append(first).append(second));
  }

  /** What a variable holds, as the program sees it. */
  @SuppressWarnings("NullAway") // compiled loops also bring variables without a value
  public static Object read(Object held) {
    return held instanceof GrowingText growing ? growing.text() : held;
  }

  /**
   * What a variable holds, for {@link #add}: what happens to the variable meanwhile is not seen.
   */
  public static Object before(Object held) {
    return held instanceof GrowingText growing
        ? new Before(growing, growing.characters.length())
        : held;
  }

  /**
   * What a variable holds after {@code +=}.
   *
   * @param value or the pieces of an f-string
   */
  public static Object add(Object before, Object value, BinaryOperation operation) {
    return value instanceof Object[] pieces
        ? addPieces(before, pieces, operation)
        : addValue(before, value, operation);
  }

  private static Object addPieces(Object before, Object[] pieces, BinaryOperation operation) {
    return before instanceof Before(GrowingText growing, int length)
            && growing.appendAll(length, pieces)
        ? growing
        : addValue(before, FormatString.join(pieces), operation);
  }

  private static Object addValue(Object before, Object value, BinaryOperation operation) {
    if (before instanceof Before(GrowingText growing, int length)) {
      if (value instanceof String more && growing.append(length, more)) {
        return growing;
      }
      return operation.apply(growing.upTo(length), value);
    }
    if (before instanceof String text
        && value instanceof String more
        && text.length() > SHORT
        && fits(text.length(), more)) {
      return new GrowingText(text, more);
    }
    return operation.apply(before, value);
  }

  private boolean append(int length, String more) {
    if (length != characters.length() || !fits(length, more)) {
      return false;
    }
    text = null;
    int moreWidth = width == 1 ? widthOf(more) : width;
    if (length + more.length() > characters.capacity()
        || moreWidth > width
        || LongText.isLong(more.length())) {
      enlarge(more, moreWidth);
    } else {
      characters.append(more);
    }
    return true;
  }

  /** Pieces that need no look at their characters, no question and no other place. */
  private boolean appendAll(int length, Object[] pieces) {
    int most = 0;
    for (Object piece : pieces) {
      most += piece instanceof String string ? string.length() : LONGEST_INT;
      if (most > ValueRoom.SHORT) {
        return false;
      }
    }
    if (length != characters.length()
        || length + most > characters.capacity()
        || LongText.isLong(length)
        || ValueRoom.isLimited()) {
      return false;
    }
    text = null;
    for (Object piece : pieces) {
      if (piece instanceof String string) {
        characters.append(string);
      } else {
        characters.append((long) (Long) piece);
      }
    }
    return true;
  }

  private void enlarge(String more, int newWidth) {
    int length = characters.length() + more.length();
    ValueRoom.forText(length, newWidth);
    StringBuilder larger = ValueRoom.builder(2L * length, newWidth);
    StringBuilder smaller = characters;
    characters =
        LongText.copied(
            length, () -> (newWidth == 1 ? larger : widened(larger)).append(smaller).append(more));
    width = newWidth;
  }

  /** The same builder, with place for characters of two bytes before any is there. */
  private static StringBuilder widened(StringBuilder builder) {
    builder.append('\u0100').setLength(0);
    return builder;
  }

  /** Where the text is long, a wide character among narrow ones would copy all at once. */
  private int widthOf(String more) {
    return LongText.isLong(characters.length())
        ? LongText.isWide(more, 0, more.length()) ? 2 : 1
        : ValueRoom.width(more);
  }

  private String upTo(int length) {
    return LongText.copied(length, () -> characters.substring(0, length));
  }

  /** Twice the length must be one that Java can hold. */
  private static boolean fits(int length, String more) {
    return (long) length + more.length() < Integer.MAX_VALUE / 4;
  }

  private String text() {
    String known = text;
    if (known == null) {
      ValueRoom.forText(characters.length(), width);
      known = ValueRoom.hold(upTo(characters.length()));
      text = known;
    }
    return known;
  }
}
