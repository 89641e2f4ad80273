package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.stdlib.picture.Series.Bars;
import org.gradlang.stdlib.picture.Series.Curve;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * What a figure shows.
 *
 * @param categories names of the places 0, 1, 2 ... of the x axis; empty for an axis of numbers
 */
record Chart(Frame frame, List<String> categories, List<Series> series) {
  /** Numbers beyond this are not drawn: their distances would be infinite. */
  private static final double LARGEST = 1e300;

  /** Room for a legend above bars, as a part of their range. */
  private static final double LEGEND = 0.15;

  /** Room between the data and the frame, as a part of their range. */
  private static final double MARGIN = 0.04;

  Chart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
  }

  /** What stands around the data. Limits are empty, or two numbers. */
  record Frame(
      String title,
      String xlabel,
      String ylabel,
      boolean logX,
      boolean logY,
      List<Double> xlim,
      List<Double> ylim,
      int width,
      int height) {}

  /** This chart with more in it. */
  Chart with(List<? extends Series> more) {
    List<Series> all = new ArrayList<>(series);
    all.addAll(more);
    return new Chart(frame, categories, all);
  }

  /** This chart with names for the places of the x axis. */
  Chart withCategories(List<String> names) {
    return new Chart(frame, names, series);
  }

  /** Whether any series has a label. */
  boolean hasLegend() {
    return series.stream().anyMatch(one -> !one.label().isEmpty());
  }

  /** Whether all there is are bars over names. */
  boolean isBarChart() {
    return !categories.isEmpty() && series.stream().allMatch(Bars.class::isInstance);
  }

  /** The x axis, with about that many ticks. */
  Axis xAxis(int ticks) {
    Extent extent = new Extent(frame.logX());
    for (Series one : series) {
      switch (one) {
        case Curve curve -> extent.add(curve.x());
        case Bars bars -> {
          extent.add(bars.lefts());
          extent.add(bars.rights());
        }
      }
    }
    if (!categories.isEmpty()) {
      return Axis.named(categories, ticks);
    }
    return axis(extent, frame.xlim(), frame.logX(), ticks);
  }

  /** The y axis, with about that many ticks. */
  Axis yAxis(int ticks) {
    Extent extent = new Extent(frame.logY());
    for (Series one : series) {
      switch (one) {
        case Curve curve -> extent.add(curve.y());
        case Bars bars -> {
          extent.add(bars.heights());
          extent.standOnZero();
        }
      }
    }
    if (isBarChart() && hasLegend()) {
      extent.makeRoomAbove();
    }
    return axis(extent, frame.ylim(), frame.logY(), ticks);
  }

  /** An error unless some number of some series can be drawn. */
  void checkDrawable() {
    for (Series one : series) {
      boolean any =
          switch (one) {
            case Curve curve -> curve.hasPoint(frame.logX(), frame.logY());
            case Bars bars -> true;
          };
      if (any) {
        return;
      }
    }
    boolean log = frame.logX() || frame.logY();
    throw new GradError(
        ErrorKind.VALUE,
        "there is nothing to draw: all points are "
            + (log ? "nan, infinite or, on a logarithmic axis, not above 0" : "nan or infinite"));
  }

  private static Axis axis(Extent extent, List<Double> limits, boolean log, int ticks) {
    return limits.isEmpty()
        ? Axis.of(extent.low(), extent.high(), log, ticks)
        : Axis.of(limits.get(0), limits.get(1), log, ticks);
  }

  /** Whether a number can stand on an axis at all. */
  static boolean isDrawable(double value, boolean log) {
    return Math.abs(value) <= LARGEST && (!log || value > 0);
  }

  /** From the least to the largest of numbers, and some room around them. */
  private static final class Extent {
    private final boolean log;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private boolean standing;

    Extent(boolean log) {
      this.log = log;
    }

    void add(double[] values) {
      for (double value : values) {
        if (isDrawable(value, log)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }

    /** Bars begin at 0, where there is one. */
    void standOnZero() {
      if (!log) {
        add(new double[] {0});
        standing = true;
      }
    }

    /** The legend of a bar chart would hide a bar's end in any corner. */
    void makeRoomAbove() {
      if (!log && !isEmpty()) {
        most += (most - least) * LEGEND;
      }
    }

    private boolean isEmpty() {
      return least > most;
    }

    double low() {
      if (isEmpty()) {
        return log ? 1 : 0;
      }
      return standing && least == 0 ? 0 : log ? least / factor() : least - room();
    }

    double high() {
      if (isEmpty()) {
        return log ? 10 : 1;
      }
      return standing && most == 0 && least < 0 ? 0 : log ? most * factor() : most + room();
    }

    private double factor() {
      return most == least ? 2 : Math.pow(most / least, MARGIN);
    }

    private double room() {
      double range = most - least;
      double wanted = range == 0 ? (least == 0 ? 1 : Math.abs(least) * 0.1) : range * MARGIN;
      return Math.max(wanted, Math.ulp(Math.max(Math.abs(least), Math.abs(most))) * 8);
    }
  }
}
