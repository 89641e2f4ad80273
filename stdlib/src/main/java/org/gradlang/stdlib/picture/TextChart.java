package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.TextStyle;
import org.gradlang.TextStyle.Colors;
import org.gradlang.stdlib.picture.Axis.Tick;
import org.gradlang.stdlib.picture.Series.Bars;
import org.gradlang.stdlib.picture.Series.Curve;

/** Draws a chart with characters, for terminals. */
final class TextChart {
  private static final int WIDEST = 100;
  private static final int LEAST_WIDTH = 20;
  private static final int LEAST_HEIGHT = 4;
  private static final int LARGEST_HEIGHT = 20;

  private final Chart chart;
  private final TextStyle style;
  private final Axis xAxis;
  private final Axis yAxis;
  private final int labelWidth;
  private final int columns;
  private final int rows;
  private final CharacterCanvas canvas;
  private final StringBuilder text = new StringBuilder();

  private TextChart(Chart chart, TextStyle style) {
    this.chart = chart;
    this.style = style;
    int around =
        3
            + (chart.frame().title().isEmpty() ? 0 : 1)
            + (chart.frame().ylabel().isEmpty() ? 0 : 1)
            + (chart.frame().xlabel().isEmpty() ? 0 : 1)
            + (chart.hasLegend() ? 1 : 0);
    int width = Math.min(style.columns(), WIDEST);
    int wanted = Math.min(LARGEST_HEIGHT, Math.max(width / 5, LEAST_HEIGHT));
    this.rows = Math.max(LEAST_HEIGHT, Math.min(wanted, style.rows() - around));
    this.yAxis = chart.yAxis(Math.max(2, rows / 3));
    this.labelWidth =
        yAxis.labelled().stream().mapToInt(tick -> tick.text().length()).max().orElse(1);
    this.columns = Math.max(LEAST_WIDTH, width - labelWidth - 3 - (isMarked() ? 2 : 0));
    this.xAxis = chart.xAxis(Math.max(2, columns / tickRoom(chart)));
    this.canvas = new CharacterCanvas(columns, rows, style);
  }

  private static int tickRoom(Chart chart) {
    return chart.categories().stream().mapToInt(name -> name.length() + 2).max().orElse(12);
  }

  static String of(Chart chart, TextStyle style) {
    return BarText.suits(chart) ? BarText.of(chart, style) : new TextChart(chart, style).text();
  }

  /** Whether lines are told apart by marks at their ends, for want of colours. */
  private boolean isMarked() {
    return style.colors() == Colors.NONE && style.unicode() && chart.series().size() > 1;
  }

  private String text() {
    for (int i = 0; i < chart.series().size(); i++) {
      switch (chart.series().get(i)) {
        case Curve curve -> curve(curve, i);
        case Bars bars -> bars(bars, i);
      }
    }
    centered(chart.frame().title());
    if (!chart.frame().ylabel().isEmpty()) {
      add(chart.frame().ylabel());
    }
    String[] labels = rowLabels();
    String[] marks = isMarked() ? endMarks() : new String[0];
    for (int row = 0; row < rows; row++) {
      boolean ticked = !labels[row].isEmpty();
      String line =
          " ".repeat(labelWidth - labels[row].length())
              + labels[row]
              + (ticked ? symbol(" \u2524", " +") : symbol(" \u2502", " |"))
              + canvas.line(row);
      add(
          marks.length == 0 || marks[row].isEmpty()
              ? line
              : padded(line, labelWidth + 2 + columns) + " " + marks[row]);
    }
    xTicks();
    centered(chart.frame().xlabel());
    if (chart.hasLegend()) {
      add(" ".repeat(labelWidth + 2) + legend(chart, style));
    }
    return text.toString();
  }

  private void add(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private String symbol(String unicode, String ascii) {
    return style.unicode() ? unicode : ascii;
  }

  private void centered(String line) {
    if (!line.isEmpty()) {
      add(" ".repeat(labelWidth + 2 + Math.max(0, (columns - line.length()) / 2)) + line);
    }
  }

  private static String padded(String line, int length) {
    return line + " ".repeat(Math.max(0, length - line.length()));
  }

  private String[] rowLabels() {
    String[] labels = new String[rows];
    Arrays.fill(labels, "");
    for (Tick tick : yAxis.labelled()) {
      double place = yAxis.place(tick.value());
      if (place >= 0 && place <= 1) {
        labels[canvas.rowOf(place)] = tick.text();
      }
    }
    return labels;
  }

  /** The mark of each curve beside its last point; a row that is taken sends it to the next. */
  private String[] endMarks() {
    String[] marks = new String[rows];
    Arrays.fill(marks, "");
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      int row = series instanceof Curve curve && curve.look().hasLine() ? lastRow(curve) : -1;
      for (int away = 0; row >= 0 && away < rows; away++) {
        if (row + away < rows && marks[row + away].isEmpty()) {
          row += away;
          break;
        }
        if (row - away >= 0 && marks[row - away].isEmpty()) {
          row -= away;
          break;
        }
      }
      if (row >= 0) {
        marks[row] += CharacterCanvas.mark(i);
      }
    }
    return marks;
  }

  private int lastRow(Curve curve) {
    for (int i = curve.y().length - 1; i >= 0; i--) {
      double x = xAxis.place(curve.x()[i]);
      double y = yAxis.place(curve.y()[i]);
      if (x >= 0 && x <= 1 && y >= 0 && y <= 1) {
        return canvas.rowOf(y);
      }
    }
    return -1;
  }

  private void curve(Curve curve, int index) {
    double lastX = Double.NaN;
    double lastY = Double.NaN;
    for (int i = 0; i < curve.x().length; i++) {
      double x = xAxis.place(curve.x()[i]);
      double y = yAxis.place(curve.y()[i]);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        boolean joined = curve.look().hasLine() && !Double.isNaN(lastX) && !Double.isNaN(lastY);
        if (isMarked() && !curve.look().hasLine()) {
          canvas.mark(x, y, index);
        } else {
          canvas.line(joined ? lastX : x, joined ? lastY : y, x, y, index);
        }
      }
      lastX = x;
      lastY = y;
    }
  }

  /** One histogram is solid; of several only outlines are seen. */
  private void bars(Bars bars, int index) {
    boolean alone = chart.series().size() == 1;
    double base = yAxis.log() ? 0 : Math.clamp(yAxis.place(0), 0, 1);
    double before = base;
    for (int i = 0; i < bars.heights().length; i++) {
      double left = xAxis.place(bars.lefts()[i]);
      double right = xAxis.place(bars.rights()[i]);
      double height = yAxis.place(bars.heights()[i]);
      height = Double.isNaN(height) ? base : height;
      if (Double.isNaN(left) || Double.isNaN(right)) {
        continue;
      }
      if (alone) {
        canvas.bar(left, right, base, height, index);
      } else {
        canvas.line(left, before, left, height, index);
        canvas.line(left, height, right, height, index);
        before = height;
      }
    }
    if (!alone && bars.rights().length > 0) {
      double end = xAxis.place(bars.rights()[bars.rights().length - 1]);
      canvas.line(end, before, end, base, index);
    }
  }

  private void xTicks() {
    int indent = labelWidth + 1;
    char[] axis = new char[columns + 1];
    Arrays.fill(axis, style.unicode() ? '\u2500' : '-');
    axis[0] = style.unicode() ? '\u2514' : '+';
    StringBuilder labels = new StringBuilder(" ".repeat(indent));
    int lineWidth = Math.min(style.columns(), indent + 1 + columns + 2);
    for (Tick tick : xAxis.labelled()) {
      double place = xAxis.place(tick.value());
      if (place < 0 || place > 1) {
        continue;
      }
      int column = 1 + (int) Math.round(place * (columns - 1));
      int at = indent + column - (tick.text().length() - 1) / 2;
      at = Math.min(at, lineWidth - tick.text().length());
      boolean fits = at >= 0 && (at > labels.length() || labels.toString().isBlank());
      axis[column] = style.unicode() ? '\u252c' : '+';
      if (fits) {
        labels.setLength(Math.min(labels.length(), at));
        labels.append(" ".repeat(at - labels.length())).append(tick.text());
      }
    }
    add(" ".repeat(indent) + new String(axis));
    add(labels.toString());
  }

  /** What the colours or marks mean, in one line. */
  static String legend(Chart chart, TextStyle style) {
    List<String> entries = new ArrayList<>();
    boolean marks = style.colors() == Colors.NONE && chart.series().size() > 1;
    for (int i = 0; i < chart.series().size(); i++) {
      String label = chart.series().get(i).label();
      if (!label.isEmpty()) {
        String sample = marks || !style.unicode() ? "" + CharacterCanvas.mark(i) : sample(chart, i);
        entries.add(CharacterCanvas.colored(sample, i, style) + " " + label);
      }
    }
    return String.join("   ", entries);
  }

  private static String sample(Chart chart, int index) {
    return switch (chart.series().get(index)) {
      case Bars bars -> "\u2588\u2588";
      case Curve curve -> curve.look().hasLine() ? "\u2500\u2500" : "\u2022";
    };
  }
}
