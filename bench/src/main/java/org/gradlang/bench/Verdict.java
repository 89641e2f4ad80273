package org.gradlang.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures and goals are written. */
final class Verdict {
  static final String REACHED = "yes";
  static final String SHORT = "short";

  private Verdict() {}

  static String atLeast(@Nullable Double goal, double value) {
    return goal == null ? "" : value >= goal ? REACHED : SHORT;
  }

  static String atMost(double goal, double value) {
    return value <= goal ? REACHED : SHORT;
  }

  /** A goal without needless decimals. */
  static String goal(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return value == Math.rint(value) ? Long.toString(value.longValue()) : Double.toString(value);
  }

  /** The median, and the quartiles in brackets. */
  static String spread(Quartiles value) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", value.median(), value.first(), value.third());
  }

  /** A time in a unit that suits it. */
  static String time(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.3g us", nanos / 1e3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.3g ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.3g s", nanos / 1e9);
  }

  /** An amount of memory in a unit that suits it. */
  static String bytes(double count) {
    return count < 1e5
        ? String.format(Locale.ROOT, "%.0f B", count)
        : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }
}
