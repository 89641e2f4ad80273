package org.gradlang.value.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Floats as text: Python's {@code repr}, and what {@code float("...")} reads. */
public final class FloatText {
  private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

  private static final long[] POWERS_OF_TEN = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /** Below it an ulp is less than a thousandth. */
  private static final double QUICK = 1L << 42;

  private FloatText() {}

  /** The shortest text that reads back as {@code value}. */
  public static String repr(double value) {
    if (value == (long) value && Math.abs(value) < 1e15) {
      return wholeRepr(value);
    }
    if (!Double.isFinite(value)) {
      return special(value);
    }
    Digits digits = shortest(value);
    String sign = value < 0 ? "-" : "";
    boolean plain = digits.point() > -4 && digits.point() <= 16;
    return sign + (plain ? digits.plain(true) : digits.scientific());
  }

  private static String wholeRepr(double value) {
    return value == 0 && 1 / value < 0 ? "-0.0" : (long) value + ".0";
  }

  /** {@code nan}, {@code inf} or {@code -inf}. */
  static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /** The shortest digits that read back as the absolute of {@code value}; finite, not zero. */
  static Digits shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    if (decimal.precision() == 2) {
      // Java writes two digits where one is enough: 4.9E-324 for 5e-324
      BigDecimal one = decimal.round(ONE_DIGIT);
      if (one.doubleValue() == Math.abs(value)) {
        decimal = one.stripTrailingZeros();
      }
    }
    return Digits.of(decimal);
  }

  /** With {@code precision} decimals; {@code point} keeps the point where there are none. */
  public static String fixed(double value, int precision, boolean point) {
    String quick = precision > 0 ? quickFixed(value, precision) : null;
    if (quick != null) {
      return quick;
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN);
    return sign(value) + rounded.toPlainString() + (point && precision == 0 ? "." : "");
  }

  /** The same for numbers of common size, or null where rounding them needs exact arithmetic. */
  private static @Nullable String quickFixed(double value, int precision) {
    if (precision >= POWERS_OF_TEN.length) {
      return null;
    }
    long power = POWERS_OF_TEN[precision];
    double scaled = Math.abs(value) * power;
    // the product is off by half an ulp at most: only near a tie could that matter
    if (!(scaled < QUICK) || Math.abs(scaled - Math.floor(scaled) - 0.5) < 1e-3) {
      return null;
    }
    long rounded = Math.round(scaled);
    String decimals = Long.toString(rounded % power);
    return sign(value)
        + rounded / power
        + "."
        + "0".repeat(precision - decimals.length())
        + decimals;
  }

  /** As {@code 1.2346e+04} with {@code precision} decimals. */
  public static String scientific(double value, int precision, boolean point) {
    String text = significant(value, precision + 1).scientific();
    return sign(value)
        + (point && precision == 0 ? text.charAt(0) + "." + text.substring(1) : text);
  }

  /**
   * With {@code precision} significant digits, plain or scientific as the size asks for.
   *
   * @param zeros whether zeros at the end stay, as does the point
   * @param asFloat whether a plain number keeps one decimal at least, as in {@code 5.0}
   */
  public static String general(double value, int precision, boolean zeros, boolean asFloat) {
    int count = Math.max(1, precision);
    Digits digits = significant(value, count);
    boolean scientific = digits.point() <= -4 || digits.point() > count - (asFloat ? 1 : 0);
    Digits shown = zeros ? digits : digits.stripped();
    if (scientific) {
      String text = shown.scientific();
      boolean bare = zeros && shown.digits().length() == 1;
      return sign(value) + (bare ? text.charAt(0) + "." + text.substring(1) : text);
    }
    boolean bare = zeros && shown.point() >= shown.digits().length() && !asFloat;
    return sign(value) + shown.plain(asFloat) + (bare ? "." : "");
  }

  private static String sign(double value) {
    return value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
  }

  private static Digits significant(double value, int count) {
    if (value == 0) {
      return new Digits("0".repeat(count), 1);
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    BigDecimal rounded = exact.round(new MathContext(count, RoundingMode.HALF_EVEN));
    String unscaled = rounded.unscaledValue().toString();
    String digits = unscaled + "0".repeat(count - unscaled.length());
    return new Digits(digits, unscaled.length() - rounded.scale());
  }

  /** Whether a text is decimal digits with a point among them or behind them, as most are. */
  private static boolean isPlain(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    int end = IntegerText.digits(text, first);
    if (end == first || end == text.length() || text.charAt(end) != '.') {
      return end > first && end == text.length();
    }
    return IntegerText.digits(text, end + 1) == text.length();
  }

  /** Reads what Python's {@code float} reads; null where it is no number. */
  public static @Nullable Double parse(String text) {
    if (isPlain(text)) {
      return Double.valueOf(text);
    }
    String trimmed = text.strip();
    String digits = IntegerText.asciiDigits(trimmed);
    if (!IntegerText.beginsWithLetter(text) && NUMBER.matcher(digits).matches()) {
      return Double.valueOf(digits.replace("_", ""));
    }
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan", "+nan", "-nan" -> Double.NaN;
      default -> null;
    };
  }
}
