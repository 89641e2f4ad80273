package org.gradlang.value.number;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ints as text: what {@code int("...", base)} reads. */
public final class IntegerText {
  private static final Pattern FORM =
      Pattern.compile("[+-]?(0[xXoObB]_?)?[0-9a-zA-Z]+(_[0-9a-zA-Z]+)*");

  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);

  /** What has more digits is no int in any base. */
  private static final int MOST_DIGITS = 64;

  /** So many decimal digits always fit into 64 bits. */
  private static final int SURE_DIGITS = 18;

  private IntegerText() {}

  /**
   * Reads what Python's {@code int} reads; null where it is no int. Base 0 takes the base from a
   * prefix like {@code 0x}.
   *
   * @throws org.gradlang.tensor.GradError where the int does not fit into 64 bits
   */
  public static @Nullable Long parse(String text, int base) {
    return base == 10 && isPlain(text) ? (Long) Long.parseLong(text) : parseAny(text, base);
  }

  /** Whether a text is nothing but decimal digits, as most are, of an int that fits. */
  private static boolean isPlain(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    int count = text.length() - first;
    return count > 0 && count <= SURE_DIGITS && digits(text, first) == text.length();
  }

  /** Where the decimal digits end that begin at a place. */
  static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Whether a text begins with a letter, as most do that are no number. */
  static boolean beginsWithLetter(String text) {
    int first = text.isEmpty() ? 0 : text.charAt(0) | 0x20;
    return first >= 'a' && first <= 'z';
  }

  private static @Nullable Long parseAny(String text, int base) {
    if (base == 10 && beginsWithLetter(text)) {
      return null;
    }
    String trimmed = asciiDigits(text.strip());
    if (!FORM.matcher(trimmed).matches()) {
      return null;
    }
    boolean negative = trimmed.startsWith("-");
    String digits = negative || trimmed.startsWith("+") ? trimmed.substring(1) : trimmed;
    int prefixed = prefixBase(digits);
    if (prefixed != 0 && (base == prefixed || base == 0)) {
      return value(digits.substring(2).replace("_", ""), prefixed, negative);
    }
    if (base == 0 && digits.matches("0[0_]*[1-9].*")) {
      return null; // 012 reads as octal to some and as decimal to others
    }
    return value(digits.replace("_", ""), base == 0 ? 10 : base, negative);
  }

  private static int prefixBase(String digits) {
    return switch (digits.length() < 3 ? "" : digits.substring(0, 2).toLowerCase(Locale.ROOT)) {
      case "0x" -> 16;
      case "0o" -> 8;
      case "0b" -> 2;
      default -> 0;
    };
  }

  private static @Nullable Long value(String digits, int base, boolean negative) {
    if (digits.chars().anyMatch(c -> Character.digit(c, base) < 0)) {
      return null; // a digit that the base does not have
    }
    String significant = withoutZeros(digits);
    if (significant.length() > MOST_DIGITS) {
      throw Integers.overflow("an int of " + significant.length() + " digits");
    }
    BigInteger size = new BigInteger(significant, base);
    BigInteger number = negative ? size.negate() : size;
    if (number.compareTo(LARGEST) > 0 || number.compareTo(SMALLEST) < 0) {
      throw Integers.overflow("int(\"" + (negative ? "-" : "") + digits + "\")");
    }
    return number.longValue();
  }

  private static String withoutZeros(String digits) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    return digits.substring(first);
  }

  /** The text with the decimal digits of other scripts as 0 to 9. */
  static String asciiDigits(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    StringBuilder ascii = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> ascii.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return ascii.toString();
  }
}
