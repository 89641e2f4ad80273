package org.gradlang.syntax;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** The values of literals. */
final class Literals {
  private Literals() {}

  private static final BigInteger MINIMUM = BigInteger.valueOf(Long.MIN_VALUE);

  /** An integer as it is written, or nothing if it needs more than 64 bits. */
  static OptionalLong integer(String text) {
    return exact(magnitude(text));
  }

  /** The same with a minus before it. */
  static OptionalLong negated(String text) {
    return exact(magnitude(text).negate());
  }

  private static OptionalLong exact(BigInteger value) {
    return value.bitLength() > 63 ? OptionalLong.empty() : OptionalLong.of(value.longValue());
  }

  private static BigInteger magnitude(String text) {
    String digits = text.replace("_", "");
    if (digits.length() <= 18 && digits.charAt(0) != '0') {
      return BigInteger.valueOf(Long.parseLong(digits));
    }
    if (digits.length() > 100) {
      // More than any long; the exact value does not matter, and would cost quadratic time.
      return MINIMUM.shiftLeft(1);
    }
    return switch (digits.length() < 2 ? '0' : digits.charAt(1)) {
      case 'x', 'X' -> new BigInteger(digits.substring(2), 16);
      case 'o', 'O' -> new BigInteger(digits.substring(2), 8);
      case 'b', 'B' -> new BigInteger(digits.substring(2), 2);
      default -> new BigInteger(digits);
    };
  }

  /** Whether it is a decimal integer with a zero before its digits, which means nothing. */
  static boolean hasLeadingZero(String text) {
    return text.length() > 1
        && text.charAt(0) == '0'
        && (Character.isDigit(text.charAt(1)) || text.charAt(1) == '_')
        && !text.chars().allMatch(c -> c == '0' || c == '_');
  }

  static double floating(String text) {
    return Double.parseDouble(text.replace("_", ""));
  }

  /** A string with its quotes. {@code problem} gets the span and the words of each error. */
  static String string(String text, int offset, BiConsumer<Span, String> problem) {
    boolean isLong = text.length() >= 6 && (text.startsWith("\"\"\"") || text.startsWith("'''"));
    int quotes = isLong ? 3 : 1;
    String inside = text.substring(quotes, text.length() - quotes);
    return new Escapes(inside, offset + quotes, false, problem).decode();
  }

  /** A piece of an f-string between fields. */
  static String formatText(String text, int offset, BiConsumer<Span, String> problem) {
    return new Escapes(text, offset, true, problem).decode();
  }
}
