package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a chart: where numbers stand, and which of them are marked.
 *
 * @param low the number at 0
 * @param high the number at 1
 * @param ticks in rising order
 */
record Axis(double low, double high, boolean log, List<Tick> ticks) {

  /** A marked number; without a text it is a thin line only. */
  record Tick(double value, String text) {}

  /** An axis of numbers. */
  static Axis of(double low, double high, boolean log, int count) {
    List<Tick> ticks = log ? Ticks.logarithmic(low, high, count) : Ticks.linear(low, high, count);
    return new Axis(low, high, log, ticks);
  }

  /** An axis of names, of which about {@code count} have room. */
  static Axis named(List<String> names, int count) {
    List<Tick> ticks = new ArrayList<>();
    int step = Math.max(1, (int) Math.ceil((double) names.size() / Math.max(1, count)));
    for (int i = 0; i < names.size(); i += step) {
      ticks.add(new Tick(i, names.get(i)));
    }
    return new Axis(-0.6, names.size() - 0.4, false, ticks);
  }

  /** Where a number stands, from 0 to 1, and beyond where it is outside; NaN if nowhere. */
  double place(double value) {
    if (!Chart.isDrawable(value, log)) {
      return Double.NaN;
    }
    return log
        ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
        : (value - low) / (high - low);
  }

  /** The ticks that have a text. */
  List<Tick> labelled() {
    return ticks.stream().filter(tick -> !tick.text().isEmpty()).toList();
  }
}
