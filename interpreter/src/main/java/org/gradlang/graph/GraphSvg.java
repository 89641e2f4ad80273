package org.gradlang.graph;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gradlang.autograd.Survey;
import org.gradlang.graph.Figure.Kind;
import org.gradlang.graph.Figure.Shape;
import org.gradlang.graph.layout.Box;
import org.gradlang.graph.layout.Drawing;
import org.gradlang.graph.layout.Layout;
import org.gradlang.graph.layout.Point;

/**
 * A drawing of a graph: the leaves above, the results below, arrows the way the program computed.
 */
final class GraphSvg {
  /** More operations than these nobody finds their way through. */
  private static final int LIMIT = 300;

  private static final double MARGIN = 20;
  private static final double LETTER = 7.25;
  private static final double LINE = 15;
  private static final double LEGEND = 34;

  private final Figure figure;
  private final Drawing drawing;
  private final StringBuilder svg = new StringBuilder();

  private GraphSvg(Figure figure) {
    this.figure = figure;
    List<Box> boxes = new ArrayList<>();
    figure.shapes.forEach(shape -> boxes.add(box(shape)));
    this.drawing = Layout.of(boxes, figure.links);
  }

  static String of(Survey survey) {
    return new GraphSvg(new Figure(survey, LIMIT)).text();
  }

  private static Box box(Shape shape) {
    int letters = 0;
    for (String line : shape.lines()) {
      letters = Math.max(letters, line.length());
    }
    double width = Math.max(44, letters * LETTER + 20);
    return new Box(width, shape.lines().size() * LINE + 11);
  }

  private String text() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    figure.shapes.forEach(shape -> kinds.add(shape.kind()));
    double legend = legendWidth(kinds);
    double width = Math.max(drawing.width(), legend) + 2 * MARGIN;
    double height = drawing.height() + 2 * MARGIN + LEGEND;
    open(width, height);
    double shift = (width - drawing.width()) / 2;
    add("<g transform=\"translate(%.1f %.1f)\">%n", shift, MARGIN);
    for (int i = 0; i < drawing.ways().size(); i++) {
      arrow(drawing.ways().get(i), figure.shapes.get(figure.links.get(i).to()).kind());
    }
    for (int i = 0; i < figure.shapes.size(); i++) {
      shape(figure.shapes.get(i), drawing.centers().get(i));
    }
    add("</g>%n");
    legend(kinds, (width - legend) / 2, height - LEGEND + 4);
    add("</svg>%n");
    return svg.toString();
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }

  private void open(double width, double height) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
            + " viewBox=\"0 0 %.0f %.0f\">%n",
        width, height, width, height);
    svg.append(STYLE);
    add("<rect class=\"ground\" width=\"100%%\" height=\"100%%\"/>%n");
  }

  private static final String STYLE =
      """
      <style>
        text { font: 12px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2933; }
        .name { font-weight: 600; }
        .more { fill: #52606d; }
        .ground { fill: #ffffff; }
        .way { fill: none; stroke: #9aa5b1; stroke-width: 1.3; }
        .way.cut { stroke: #d64545; stroke-dasharray: 4 3; }
        .head { fill: #9aa5b1; }
        .operation { fill: #f0f4f8; stroke: #9fb3c8; }
        .saving { fill: #fff3d6; stroke: #e0a82e; }
        .freed { fill: #ffffff; stroke: #9aa5b1; stroke-dasharray: 5 3; }
        .freed-text { fill: #7b8794; }
        .leaf { fill: #dcf5e4; stroke: #3f9f63; }
        .result { fill: #dbe7ff; stroke: #3b6fd4; stroke-width: 1.6; }
        .cut-shape { fill: #fdecec; stroke: #d64545; stroke-dasharray: 4 3; }
        .rest { fill: #ffffff; stroke: #9aa5b1; stroke-dasharray: 2 3; }
      </style>
      <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
      orient="auto"><path class="head" d="M0 0.5L8 4L0 7.5z"/></marker></defs>
      """;

  /** The drawing has the results above; upside down they are below, as in the program. */
  private double flipped(double y) {
    return drawing.height() - y;
  }

  private void arrow(List<Point> way, Kind from) {
    Point start = way.getLast();
    add(
        "<path class=\"way%s\" marker-end=\"url(#head)\" d=\"M%.1f %.1f",
        from == Kind.CUT ? " cut" : "", start.x(), flipped(start.y()));
    Point last = start;
    for (Point point : way.reversed().subList(1, way.size())) {
      double y0 = flipped(last.y());
      double y1 = flipped(point.y());
      if (Math.abs(point.x() - last.x()) < 0.5) {
        add("L%.1f %.1f", point.x(), y1);
      } else {
        double bend = (y1 - y0) * 0.55;
        add(
            "C%.1f %.1f %.1f %.1f %.1f %.1f",
            last.x(), y0 + bend, point.x(), y1 - bend, point.x(), y1);
      }
      last = point;
    }
    add("\"/>%n");
  }

  private void shape(Shape shape, Point center) {
    Box box = box(shape);
    double x = center.x() - box.width() / 2;
    double y = flipped(center.y()) - box.height() / 2;
    add("<g>%n");
    if (!shape.tip().isEmpty()) {
      add("<title>%s</title>%n", escaped(shape.tip()));
    }
    frame(shape.kind(), x, y, box.width(), box.height());
    for (int i = 0; i < shape.lines().size(); i++) {
      String style = shape.kind() == Kind.FREED ? "freed-text" : i == 0 ? "name" : "more";
      add(
          "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n",
          style, center.x(), y + 5.5 + LINE * i + 11, escaped(shape.lines().get(i)));
    }
    add("</g>%n");
  }

  private void frame(Kind kind, double x, double y, double width, double height) {
    boolean round = kind == Kind.LEAF || kind == Kind.CUT || kind == Kind.REST;
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>%n",
        style(kind), x, y, width, height, round ? Math.min(height / 2, 17) : 5);
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case CUT -> "cut-shape";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  private static double legendWidth(Set<Kind> kinds) {
    return kinds.stream().mapToDouble(GraphSvg::legendWidth).sum() - 18;
  }

  private static double legendWidth(Kind kind) {
    return 22 + kind.meaning.length() * 6.1 + 18;
  }

  private void legend(Set<Kind> kinds, double left, double y) {
    double x = left;
    for (Kind kind : kinds) {
      frame(kind, x, y, 16, 12);
      add(
          "<text class=\"more\" style=\"font-size:10px\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
          x + 22, y + 9.5, kind.meaning);
      x += legendWidth(kind);
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\n", "&#10;");
  }
}
