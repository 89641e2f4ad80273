package org.gradlang.value.format;

import java.util.Locale;
import org.gradlang.value.number.FloatText;

/** Floats in a format. */
final class FloatFormat {
  private static final int STANDARD_PRECISION = 6;

  private FloatFormat() {}

  static String format(double value, Spec spec, String type) {
    Formats.checkGrouping(spec, true);
    String text = Double.isFinite(value) ? digits(value, spec, type) : special(value, spec, type);
    boolean negative = text.startsWith("-");
    String unsigned = negative ? text.substring(1) : text;
    if (negative && spec.positiveZero() && unsigned.matches("[0.]*(e.*)?%?")) {
      negative = false;
    }
    int whole = 0;
    while (whole < unsigned.length() && Character.isDigit(unsigned.charAt(whole))) {
      whole++;
    }
    return NumberLayout.lay(
        spec, negative, "", unsigned.substring(0, whole), unsigned.substring(whole), 3);
  }

  private static String special(double value, Spec spec, String type) {
    String text = FloatText.repr(value);
    return switch (spec.type()) {
      case 'E', 'F', 'G' -> text.toUpperCase(Locale.ROOT);
      case '%' -> text + "%";
      case 'e', 'f', 'g', 'n', 0 -> text;
      default -> throw Formats.unknownType(spec, type);
    };
  }

  private static String digits(double value, Spec spec, String type) {
    int precision = spec.precision() < 0 ? STANDARD_PRECISION : spec.precision();
    boolean alternate = spec.alternate();
    return switch (spec.type()) {
      case 'f', 'F' -> FloatText.fixed(value, precision, alternate);
      case '%' -> percent(value, precision, alternate);
      case 'e' -> FloatText.scientific(value, precision, alternate);
      case 'E' -> FloatText.scientific(value, precision, alternate).toUpperCase(Locale.ROOT);
      case 'g', 'n' -> FloatText.general(value, precision, alternate, false);
      case 'G' -> FloatText.general(value, precision, alternate, false).toUpperCase(Locale.ROOT);
      case 0 ->
          spec.precision() < 0
              ? shortest(value, alternate)
              : FloatText.general(value, precision, alternate, true);
      default -> throw Formats.unknownType(spec, type);
    };
  }

  /** {@code repr}, where {@code #} gives a single digit before an exponent its point. */
  private static String shortest(double value, boolean alternate) {
    String text = FloatText.repr(value);
    int exponent = text.indexOf('e');
    return alternate && exponent > 0 && text.indexOf('.') < 0
        ? text.substring(0, exponent) + "." + text.substring(exponent)
        : text;
  }

  private static String percent(double value, int precision, boolean alternate) {
    double hundredfold = value * 100;
    return Double.isInfinite(hundredfold)
        ? FloatText.repr(hundredfold) + "%"
        : FloatText.fixed(hundredfold, precision, alternate) + "%";
  }
}
