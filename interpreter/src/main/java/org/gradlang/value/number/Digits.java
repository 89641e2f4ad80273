package org.gradlang.value.number;

import java.math.BigDecimal;

/**
 * A decimal number without sign as its significant digits and the place of its point: the value is
 * {@code 0.DIGITS * 10^point}.
 */
record Digits(String digits, int point) {
  /** The digits of a number that is not negative; trailing zeros are kept. */
  static Digits of(BigDecimal value) {
    String unscaled = value.unscaledValue().toString();
    return new Digits(unscaled, unscaled.length() - value.scale());
  }

  /**
   * The digits of what {@link Double#toString} gives for a number above zero, without zeros at
   * either end.
   */
  static Digits of(String text) {
    int power = text.indexOf('E');
    int end = power < 0 ? text.length() : power;
    int dot = text.indexOf('.');
    String all = text.substring(0, dot) + text.substring(dot + 1, end);
    int zeros = 0;
    while (all.charAt(zeros) == '0') {
      zeros++;
    }
    int exponent = power < 0 ? 0 : Integer.parseInt(text, power + 1, text.length(), 10);
    return new Digits(all.substring(zeros), dot - zeros + exponent).stripped();
  }

  /** These digits without zeros at their end, but one at least. */
  Digits stripped() {
    int length = digits.length();
    while (length > 1 && digits.charAt(length - 1) == '0') {
      length--;
    }
    return new Digits(digits.substring(0, length), point);
  }

  /** {@code 123.45}; {@code withFraction} adds {@code .0} where nothing stands behind the point. */
  String plain(boolean withFraction) {
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length()) + (withFraction ? ".0" : "");
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /** {@code 1.2345e+20}, the exponent with two digits at least. */
  String scientific() {
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + exponent(point - 1);
  }

  static String exponent(int exponent) {
    int size = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }
}
