package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.stdlib.picture.Canvas.Anchor;
import org.gradlang.stdlib.picture.Canvas.Font;
import org.gradlang.stdlib.picture.Canvas.Pen;
import org.gradlang.stdlib.picture.Series.Bars;
import org.gradlang.stdlib.picture.Series.Curve;

/** What the colours mean, in the corner of a chart where it hides least. */
final class Legend {
  private static final int SIZE = 13;
  private static final double LINE = 20;
  private static final double SAMPLE = 24;
  private static final double INSET = 10;

  private final Chart chart;
  private final Canvas canvas;

  Legend(Chart chart, Canvas canvas) {
    this.chart = chart;
    this.canvas = canvas;
  }

  /** Tells how much of the data lies in a rectangle. */
  @FunctionalInterface
  interface Busyness {
    int of(double x, double y, double width, double height);
  }

  private record Corner(double x, double y) {}

  void paint(double left, double top, double width, double height, Busyness busyness) {
    double widest = 0;
    int lines = 0;
    for (Series one : chart.series()) {
      if (!one.label().isEmpty()) {
        widest = Math.max(widest, TextWidth.of(one.label(), SIZE));
        lines++;
      }
    }
    double boxWidth = SAMPLE + widest + 26;
    double boxHeight = lines * LINE + 10;
    Corner corner = corner(left, top, width, height, boxWidth, boxHeight, busyness);
    canvas.open("legend");
    canvas.rectangle(corner.x - 1, corner.y - 1, boxWidth + 2, boxHeight + 2, Palette.GRID, 1);
    canvas.rectangle(corner.x, corner.y, boxWidth, boxHeight, Palette.GROUND, 1);
    double y = corner.y + 5 + LINE / 2;
    for (int i = 0; i < chart.series().size(); i++) {
      if (!chart.series().get(i).label().isEmpty()) {
        entry(i, corner.x + 9, y);
        y += LINE;
      }
    }
    canvas.close();
  }

  private static Corner corner(
      double left,
      double top,
      double width,
      double height,
      double boxWidth,
      double boxHeight,
      Busyness busyness) {
    double right = left + width - boxWidth - INSET;
    double bottom = top + height - boxHeight - INSET;
    List<Corner> corners = new ArrayList<>();
    corners.add(new Corner(right, top + INSET));
    corners.add(new Corner(left + INSET, top + INSET));
    corners.add(new Corner(right, bottom));
    corners.add(new Corner(left + INSET, bottom));
    Corner best = corners.getFirst();
    int least = Integer.MAX_VALUE;
    for (Corner corner : corners) {
      int busy = busyness.of(corner.x, corner.y, boxWidth, boxHeight);
      if (busy < least) {
        least = busy;
        best = corner;
      }
    }
    return best;
  }

  private void entry(int index, double x, double y) {
    Series series = chart.series().get(index);
    int color = Palette.series(index);
    switch (series) {
      case Bars bars -> canvas.rectangle(x + 4, y - 6, SAMPLE - 8, 12, color, 0.9);
      case Curve curve -> {
        if (curve.look().hasLine()) {
          canvas.line(
              new double[] {x, x + SAMPLE},
              new double[] {y, y},
              new Pen(color, 2, Palette.dash(index)));
        }
        if (curve.look().hasPoints()) {
          canvas.dots(new double[] {x + SAMPLE / 2}, new double[] {y}, 3, color);
        }
      }
    }
    canvas.text(
        series.label(),
        x + SAMPLE + 8,
        y + SIZE * 0.36,
        new Font(SIZE, false, Anchor.START, Palette.TEXT));
  }
}
