package org.gradlang.stdlib.picture;

import java.util.List;
import org.gradlang.Pixels;
import org.gradlang.stdlib.picture.Axis.Tick;
import org.gradlang.stdlib.picture.Canvas.Anchor;
import org.gradlang.stdlib.picture.Canvas.Font;
import org.gradlang.stdlib.picture.Canvas.Pen;
import org.gradlang.stdlib.picture.Series.Bars;
import org.gradlang.stdlib.picture.Series.Curve;

/** Draws a chart: grid, axes, data, legend. */
final class ChartPainter {
  private static final int TICK_SIZE = 12;
  private static final int LABEL_SIZE = 13;
  private static final int TITLE_SIZE = 16;
  private static final double DOT = 3;
  private static final Font X_TICK = new Font(TICK_SIZE, false, Anchor.MIDDLE, Palette.FAINT_TEXT);
  private static final Font Y_TICK = new Font(TICK_SIZE, false, Anchor.END, Palette.FAINT_TEXT);
  private static final Font LABEL = new Font(LABEL_SIZE, false, Anchor.MIDDLE, Palette.TEXT);
  private static final Font TITLE = new Font(TITLE_SIZE, true, Anchor.MIDDLE, Palette.TEXT);

  private final Chart chart;
  private final Chart.Frame frame;
  private final Canvas canvas;
  private final Axis xAxis;
  private final Axis yAxis;
  private final double left;
  private final double top;
  private final double width;
  private final double height;

  private ChartPainter(Chart chart, Canvas canvas) {
    this.chart = chart;
    this.frame = chart.frame();
    this.canvas = canvas;
    this.top = frame.title().isEmpty() ? 18 : 44;
    double bottom = 16 + TICK_SIZE + (frame.xlabel().isEmpty() ? 6 : 26);
    this.height = Math.max(10, frame.height() - top - bottom);
    this.yAxis = chart.yAxis((int) Math.clamp(height / 48, 2, 12));
    double labels = 0;
    for (Tick tick : yAxis.ticks()) {
      labels = Math.max(labels, TextWidth.of(tick.text(), TICK_SIZE));
    }
    this.left = 22 + labels + (frame.ylabel().isEmpty() ? 0 : 22);
    this.width = Math.max(10, frame.width() - left - 22);
    this.xAxis = chart.xAxis((int) Math.clamp(width / xTickRoom(chart), 2, 20));
  }

  private static double xTickRoom(Chart chart) {
    double widest = 0;
    for (String name : chart.categories()) {
      widest = Math.max(widest, TextWidth.of(name, TICK_SIZE));
    }
    return chart.categories().isEmpty() ? 72 : widest + 10;
  }

  static String svg(Chart chart) {
    Chart.Frame frame = chart.frame();
    SvgCanvas canvas = new SvgCanvas(frame.width(), frame.height(), frame.title());
    new ChartPainter(chart, canvas).paint();
    return canvas.text();
  }

  static Pixels pixels(Chart chart) {
    PixelCanvas canvas = new PixelCanvas(chart.frame().width(), chart.frame().height());
    new ChartPainter(chart, canvas).paint();
    return canvas.pixels();
  }

  private double x(double value) {
    return left + width * xAxis.place(value);
  }

  private double y(double value) {
    return top + height * (1 - yAxis.place(value));
  }

  private void paint() {
    grid();
    for (int i = 0; i < chart.series().size(); i++) {
      canvas.openClipped("series", left, top, width, height);
      switch (chart.series().get(i)) {
        case Curve curve -> curve(curve, i);
        case Bars bars -> bars(bars, i);
      }
      canvas.close();
    }
    axes();
    labels();
    if (chart.hasLegend()) {
      new Legend(chart, canvas).paint(left, top, width, height, this::isBusy);
    }
  }

  private void grid() {
    canvas.open("grid");
    for (Tick tick : yAxis.ticks()) {
      segment(left, y(tick.value()), left + width, y(tick.value()), gridPen(tick));
    }
    if (chart.categories().isEmpty()) {
      for (Tick tick : xAxis.ticks()) {
        segment(x(tick.value()), top, x(tick.value()), top + height, gridPen(tick));
      }
    }
    canvas.close();
  }

  private static Pen gridPen(Tick tick) {
    return new Pen(tick.text().isEmpty() ? Palette.FINE_GRID : Palette.GRID, 1, 0);
  }

  private void segment(double x0, double y0, double x1, double y1, Pen pen) {
    canvas.line(new double[] {x0, x1}, new double[] {y0, y1}, pen);
  }

  private void axes() {
    canvas.open("axes");
    Pen pen = new Pen(Palette.AXIS, 1, 0);
    double bottom = top + height;
    canvas.line(new double[] {left, left, left + width}, new double[] {top, bottom, bottom}, pen);
    if (yAxis.low() < 0 && yAxis.high() > 0 && !yAxis.log()) {
      segment(left, y(0), left + width, y(0), pen);
    }
    for (Tick tick : xAxis.labelled()) {
      segment(x(tick.value()), bottom, x(tick.value()), bottom + 4, pen);
      canvas.text(tick.text(), x(tick.value()), bottom + 8 + TICK_SIZE, X_TICK);
    }
    for (Tick tick : yAxis.labelled()) {
      segment(left - 4, y(tick.value()), left, y(tick.value()), pen);
      canvas.text(tick.text(), left - 8, y(tick.value()) + TICK_SIZE * 0.36, Y_TICK);
    }
    canvas.close();
  }

  private void labels() {
    canvas.open("labels");
    double middle = left + width / 2;
    if (!frame.title().isEmpty()) {
      canvas.text(frame.title(), middle, 28, TITLE);
    }
    if (!frame.xlabel().isEmpty()) {
      canvas.text(frame.xlabel(), middle, frame.height() - 12, LABEL);
    }
    if (!frame.ylabel().isEmpty()) {
      canvas.uprightText(frame.ylabel(), 20, top + height / 2, LABEL);
    }
    canvas.close();
  }

  private void curve(Curve curve, int index) {
    if (curve.look().hasLine()) {
      Pen pen = new Pen(Palette.series(index), 2, Palette.dash(index));
      List<Trace> traces = Trace.of(curve, this::x, this::y);
      for (Trace trace : traces) {
        Trace thin = trace.thinned();
        if (thin.x().length == 1) {
          canvas.dots(thin.x(), thin.y(), DOT, pen.color());
        } else {
          canvas.line(thin.x(), thin.y(), pen);
        }
      }
    }
    if (curve.look().hasPoints()) {
      for (Trace trace : Trace.of(curve, this::x, this::y)) {
        Trace distinct = trace.distinct();
        canvas.dots(distinct.x(), distinct.y(), DOT, Palette.series(index));
      }
    }
  }

  private void bars(Bars bars, int index) {
    boolean several = chart.series().size() > 1 && chart.categories().isEmpty();
    double base = yAxis.log() ? top + height : y(0);
    for (int i = 0; i < bars.heights().length; i++) {
      double end = y(bars.heights()[i]);
      double from = x(bars.lefts()[i]);
      double to = x(bars.rights()[i]);
      if (!Double.isNaN(end) && !Double.isNaN(from) && end != base) {
        double gap = to - from > 6 ? 1 : 0; // a white line between bars
        canvas.rectangle(
            from + gap / 2,
            Math.min(base, end),
            to - from - gap,
            Math.abs(end - base),
            Palette.series(index),
            several ? 0.6 : 0.9);
      }
    }
  }

  /** How much of the data lies in a rectangle, for the legend to keep clear of it. */
  private int isBusy(double boxX, double boxY, double boxWidth, double boxHeight) {
    int found = 0;
    for (Series one : chart.series()) {
      found +=
          switch (one) {
            case Curve curve -> {
              int inside = 0;
              for (Trace trace : Trace.of(curve, this::x, this::y)) {
                inside += trace.within(boxX, boxY, boxWidth, boxHeight, curve.look().hasLine());
              }
              yield inside;
            }
            case Bars bars -> {
              int inside = 0;
              for (int i = 0; i < bars.heights().length; i++) {
                boolean beside = x(bars.rights()[i]) < boxX || x(bars.lefts()[i]) > boxX + boxWidth;
                inside += !beside && y(bars.heights()[i]) < boxY + boxHeight ? 1 : 0;
              }
              yield inside;
            }
          };
    }
    return found;
  }
}
