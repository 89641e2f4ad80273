package org.gradlang.value.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Floats as text: Python's {@code repr}, and what {@code float("...")} reads. */
public final class FloatText {
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

  private static final long[] POWERS_OF_TEN = {
    1,
    10,
    100,
    1000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000L,
    100_000_000_000L,
    1_000_000_000_000L,
    10_000_000_000_000L,
    100_000_000_000_000L,
    1_000_000_000_000_000L
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
    Digits digits = Digits.of(Double.toString(Math.abs(value)));
    boolean ofTwo = digits.digits().length() == 2;
    return ofTwo && Math.abs(value) < Double.MIN_NORMAL ? least(digits, value) : digits;
  }

  /** Java writes two digits where one is enough: 4.9E-324 for 5e-324. */
  private static Digits least(Digits two, double value) {
    Digits one =
        Digits.of(
                new BigDecimal(two.scientific()).round(new MathContext(1, RoundingMode.HALF_EVEN)))
            .stripped();
    return Double.parseDouble(one.scientific()) == Math.abs(value) ? one : two;
  }

  /** With {@code precision} decimals; {@code point} keeps the point where there are none. */
  public static String fixed(double value, int precision, boolean point) {
    String quick = quickFixed(value, precision);
    if (quick != null) {
      return quick + (point && precision == 0 ? "." : "");
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN);
    return sign(value) + rounded.toPlainString() + (point && precision == 0 ? "." : "");
  }

  /**
   * The same for numbers of common size, or null where rounding them needs exact arithmetic.
   * Decimal numbers of any size begin with a table of powers that takes 10 ms to make, more than
   * the rest of a short program.
   */
  private static @Nullable String quickFixed(double value, int precision) {
    if (precision >= POWERS_OF_TEN.length) {
      return null;
    }
    long power = POWERS_OF_TEN[precision];
    double scaled = Math.abs(value) * power;
    if (!isRoundedSafely(scaled)) {
      return null;
    }
    long rounded = Math.round(scaled);
    if (precision == 0) {
      return sign(value) + rounded;
    }
    String decimals = Long.toString(rounded % power);
    return sign(value)
        + rounded / power
        + "."
        + "0".repeat(precision - decimals.length())
        + decimals;
  }

  /** Whether a product or a quotient, which is off by half an ulp at most, is far from a tie. */
  private static boolean isRoundedSafely(double scaled) {
    return scaled < QUICK && !(Math.abs(scaled - Math.floor(scaled) - 0.5) < 1e-3);
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
    Digits quick = quickSignificant(Math.abs(value), count);
    if (quick != null) {
      return quick;
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    BigDecimal rounded = exact.round(new MathContext(count, RoundingMode.HALF_EVEN));
    String unscaled = rounded.unscaledValue().toString();
    String digits = unscaled + "0".repeat(count - unscaled.length());
    return new Digits(digits, unscaled.length() - rounded.scale());
  }

  /** The same for numbers of common size, or null where rounding them needs exact arithmetic. */
  private static @Nullable Digits quickSignificant(double size, int count) {
    if (count > 10 || !(size >= 1e-5 && size < 1e15)) {
      return null;
    }
    // a logarithm that is rounded up to a whole number stands for digits that are rounded up too
    int point = (int) Math.floor(Math.log10(size)) + 1;
    int shift = count - point;
    double scaled = shift < 0 ? size / POWERS_OF_TEN[-shift] : size * POWERS_OF_TEN[shift];
    if (!isRoundedSafely(scaled)) {
      return null;
    }
    String digits = Long.toString(Math.round(scaled));
    return switch (digits.length() - count) {
      case 0 -> new Digits(digits, point);
      case 1 -> new Digits(digits.substring(0, count), point + 1);
      default -> null;
    };
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
