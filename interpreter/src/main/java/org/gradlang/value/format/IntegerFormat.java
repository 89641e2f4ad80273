package org.gradlang.value.format;

import java.util.Locale;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Ints in a format. */
final class IntegerFormat {
  private IntegerFormat() {}

  static String format(long value, Spec spec, String type) {
    return switch (spec.type()) {
      case 0, 'd', 'n' -> digits(value, spec, 10, "", 3);
      case 'b' -> digits(value, spec, 2, "0b", 4);
      case 'o' -> digits(value, spec, 8, "0o", 4);
      case 'x' -> digits(value, spec, 16, "0x", 4);
      case 'X' -> digits(value, spec, 16, "0X", 4);
      case 'c' -> character(value, spec);
      case 'e', 'E', 'f', 'F', 'g', 'G', '%' -> FloatFormat.format((double) value, spec, type);
      default -> throw Formats.unknownType(spec, type);
    };
  }

  private static String digits(long value, Spec spec, int base, String prefix, int group) {
    if (spec.precision() >= 0) {
      throw new GradError(ErrorKind.VALUE, "an int has no decimals: its format takes no precision")
          .help("format it as a float: .2f");
    }
    Formats.checkGrouping(spec, base == 10);
    String digits =
        value < 0 ? Long.toString(value, base).substring(1) : Long.toString(value, base);
    String shown = spec.type() == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    return NumberLayout.lay(spec, value < 0, spec.alternate() ? prefix : "", shown, "", group);
  }

  private static String character(long value, Spec spec) {
    if (spec.sign() != 0 || spec.alternate() || spec.precision() >= 0 || spec.grouping() != 0) {
      throw new GradError(
          ErrorKind.VALUE, "the format type 'c' takes a width and an alignment only");
    }
    if (value < 0 || value > Character.MAX_CODE_POINT) {
      throw new GradError(ErrorKind.OVERFLOW, value + " is no character");
    }
    return NumberLayout.lay(spec, false, "", "", Character.toString((int) value), 3);
  }
}
