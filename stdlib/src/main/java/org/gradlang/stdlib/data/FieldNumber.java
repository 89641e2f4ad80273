package org.gradlang.stdlib.data;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Fields of tables as numbers. */
final class FieldNumber {
  /** What stands for a missing value, in any case. */
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "null", "none");

  private FieldNumber() {}

  /** Whether a field says that there is no value. */
  static boolean isMissing(String field) {
    return field.length() <= 4 && MISSING.contains(field.toLowerCase(Locale.ROOT));
  }

  /** The whole number that a field writes without a point. */
  static OptionalLong whole(String field) {
    try {
      return OptionalLong.of(Long.parseLong(field));
    } catch (NumberFormatException notWhole) {
      return OptionalLong.empty();
    }
  }

  /** The number that a field writes. */
  static OptionalDouble any(String field) {
    if (field.isEmpty()) {
      return OptionalDouble.empty();
    }
    // Java also reads 1d, 1f and 0x1p3, which no table means as numbers.
    char last = field.charAt(field.length() - 1);
    boolean plain = last == '.' || (last >= '0' && last <= '9' && field.indexOf('x') < 0);
    if (!plain || field.indexOf('X') >= 0) {
      return named(field.toLowerCase(Locale.ROOT));
    }
    try {
      return OptionalDouble.of(Double.parseDouble(field));
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble named(String field) {
    return switch (field) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }
}
