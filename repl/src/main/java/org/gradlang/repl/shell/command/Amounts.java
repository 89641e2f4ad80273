package org.gradlang.repl.shell.command;

import java.util.Locale;

/** Bytes and times as people read them: three digits and a unit. */
final class Amounts {
  private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB"};
  private static final String[] TIMES = {"ns", "µs", "ms", "s"};

  private Amounts() {}

  /** Such as {@code 48 B} or {@code 1.50 MB}; a KB is 1024 bytes. */
  static String bytes(double count) {
    int unit = 0;
    double amount = count;
    while (amount >= 1024 && unit < BYTES.length - 1) {
      amount /= 1024;
      unit++;
    }
    return (unit == 0 ? String.format(Locale.ROOT, "%.0f", amount) : digits(amount))
        + " "
        + BYTES[unit];
  }

  /** Such as {@code 1.23 µs} or {@code 12.3 s}. */
  static String time(double nanos) {
    int unit = 0;
    double amount = nanos;
    while (amount >= 1000 && unit < TIMES.length - 1) {
      amount /= 1000;
      unit++;
    }
    return digits(amount) + " " + TIMES[unit];
  }

  private static String digits(double amount) {
    int decimals = amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", amount);
  }
}
