package org.gradlang.value.format;

/** Puts a number together: sign, prefix, grouped digits, the rest, and what fills it up. */
final class NumberLayout {
  private NumberLayout() {}

  /**
   * The whole text.
   *
   * @param prefix such as {@code 0x}
   * @param digits the digits that grouping applies to
   * @param rest point, decimals, exponent, percent sign
   */
  static String lay(
      Spec spec, boolean negative, String prefix, String digits, String rest, int group) {
    String sign = negative ? "-" : spec.sign() == '+' ? "+" : spec.sign() == ' ' ? " " : "";
    String front = sign + prefix;
    int least = spec.padsWithZeros() ? spec.width() - front.length() - rest.length() : 0;
    String number = grouped(spec, digits, least, group) + rest;
    if (spec.align() != '=') {
      return spec.pad(front + number, '>');
    }
    return front + spec.filled(spec.width() - front.length() - number.length()) + number;
  }

  /** The digits with separators, and with zeros before them up to {@code least} characters. */
  private static String grouped(Spec spec, String digits, int least, int group) {
    if (spec.grouping() == 0 || digits.isEmpty()) {
      return "0".repeat(Math.max(0, least - digits.length())) + digits;
    }
    StringBuilder reversed = new StringBuilder();
    int count = 0;
    for (int i = digits.length() - 1; i >= 0 || reversed.length() < least; i--) {
      if (count == group) {
        reversed.append(spec.grouping());
        count = 0;
      }
      reversed.append(i >= 0 ? digits.charAt(i) : '0');
      count++;
    }
    return reversed.reverse().toString();
  }
}
