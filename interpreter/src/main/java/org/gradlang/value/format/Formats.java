package org.gradlang.value.format;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * Numbers and texts in a format that a script wrote; a format that does not fit is a ValueError.
 */
public final class Formats {
  private Formats() {}

  public static String format(long value, String spec) {
    return IntegerFormat.format(value, SpecReader.read(spec), "an int");
  }

  /** A bool is formatted as the int that it is. */
  public static String format(boolean value, String spec) {
    return IntegerFormat.format(value ? 1 : 0, SpecReader.read(spec), "a bool");
  }

  public static String format(double value, String spec) {
    return FloatFormat.format(value, SpecReader.read(spec), "a float");
  }

  public static String format(String value, String written) {
    Spec spec = SpecReader.read(written);
    if (spec.type() != 0 && spec.type() != 's') {
      throw unknownType(spec, "a str");
    }
    if (spec.sign() != 0 || spec.alternate() || spec.grouping() != 0 || spec.positiveZero()) {
      throw new GradError(
          ErrorKind.VALUE, "the format '" + written + "' is for numbers, not for a str");
    }
    if (spec.align() == '=' && !written.startsWith("0")) {
      throw new GradError(ErrorKind.VALUE, "the alignment '=' is for numbers, not for a str");
    }
    char align = spec.align() == '=' ? '<' : spec.align();
    Spec padding = new Spec(spec.fill(), align, ' ', false, false, spec.width(), ' ', -1, 's');
    return padding.pad(cut(value, spec.precision()), '<');
  }

  private static String cut(String value, int precision) {
    if (precision < 0 || value.codePointCount(0, value.length()) <= precision) {
      return value;
    }
    return value.substring(0, value.offsetByCodePoints(0, precision));
  }

  static GradError unknownType(Spec spec, String type) {
    return new GradError(
            ErrorKind.VALUE, "the format type '" + spec.type() + "' does not exist for " + type)
        .help(
            type.equals("a str")
                ? "a str has the type s"
                : "numbers have the types b c d e f g o x % and n, floats those without b c d o x");
  }

  static void checkGrouping(Spec spec, boolean decimal) {
    if ((spec.grouping() == ',' && !decimal) || (spec.grouping() != 0 && spec.type() == 'n')) {
      throw new GradError(
          ErrorKind.VALUE,
          "'" + spec.grouping() + "' does not go with the format type '" + spec.type() + "'");
    }
  }
}
