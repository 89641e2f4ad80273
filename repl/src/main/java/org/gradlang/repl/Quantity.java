package org.gradlang.repl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of something an option allows.
 *
 * @param option the option's name, for what is told of a wrong value
 * @param text as it stands on the command line
 */
record Quantity(String option, String text) {
  private static final Pattern SIZE = Pattern.compile("([0-9]+)([kmgt]?)");
  private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");

  /** The bits that each unit of size shifts by. */
  private static final Map<String, Integer> SIZES =
      Map.of("", 0, "k", 10, "m", 20, "g", 30, "t", 40);

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));

  /** A whole number from 1 on: {@code 1000000}. */
  long count(long most) throws UsageException {
    return positive(SIZE.matcher(text), most, "a whole number", 0);
  }

  /** A number of bytes: {@code 1000}, {@code 100k}, {@code 512m}, {@code 2g}; a k is 1024. */
  long bytes() throws UsageException {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    int shift = size.matches() ? SIZES.getOrDefault(size.group(2), 0) : 0;
    return positive(size, Long.MAX_VALUE, "a size such as 512m, 2g, 100k or 1000", shift);
  }

  /** A time: {@code 5s}, {@code 500ms}, {@code 2m}, {@code 1.5h}. */
  Duration time() throws UsageException {
    Matcher time = TIME.matcher(text.toLowerCase(Locale.ROOT));
    if (!time.matches()) {
      throw new UsageException(
          option + " needs a time such as 5s, 500ms or 2m, not '" + text + "'");
    }
    BigDecimal nanos =
        new BigDecimal(time.group(1))
            .multiply(BigDecimal.valueOf(TIMES.get(time.group(2)).toNanos()))
            .setScale(0, RoundingMode.CEILING);
    if (nanos.signum() == 0) {
      throw tooLittle();
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
      throw tooMuch();
    }
    return Duration.ofNanos(nanos.longValueExact());
  }

  /** A time as people read it: {@code 5 s}, {@code 0.5 s}. */
  static String text(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private long positive(Matcher digits, long most, String wanted, int shift) throws UsageException {
    if (!digits.matches() || shift == 0 && !digits.group(2).isEmpty()) {
      throw new UsageException(option + " needs " + wanted + ", not '" + text + "'");
    }
    BigDecimal number = new BigDecimal(digits.group(1)).multiply(BigDecimal.valueOf(1L << shift));
    if (number.signum() == 0) {
      throw tooLittle();
    }
    if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw tooMuch();
    }
    return number.longValueExact();
  }

  private UsageException tooLittle() {
    return new UsageException(option + " must be more than 0");
  }

  private UsageException tooMuch() {
    return new UsageException(option + " cannot be as much as '" + text + "'");
  }
}
