package org.gradlang.graph.layout;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.graph.layout.Rows.Item;
import org.gradlang.graph.layout.Rows.Part;

/** From boxes and links to a drawing. */
public final class Layout {
  private static final double ROW_GAP = 38;

  private final Rows rows;
  private final double[] tops;
  private double left = Double.MAX_VALUE;
  private double width;

  private Layout(List<Box> boxes, List<Link> links) {
    this.rows = new Rows(boxes, links);
    this.tops = new double[rows.rows.size() + 1];
  }

  /**
   * Draws a graph: links lead from upper rows to lower ones.
   *
   * @throws IllegalArgumentException if links lead in a circle
   */
  public static Drawing of(List<Box> boxes, List<Link> links) {
    Layout layout = new Layout(boxes, links);
    Crossings.reduce(layout.rows);
    layout.rows.spreadEnds();
    Columns.settle(layout.rows);
    return layout.drawing(boxes.size());
  }

  private Drawing drawing(int boxes) {
    measure();
    List<Point> centers = new ArrayList<>();
    for (Item item : rows.items.subList(0, boxes)) {
      centers.add(new Point(item.x - left, middle(item.row)));
    }
    List<List<Point>> ways = new ArrayList<>();
    for (int i = 0; i < rows.ways.size(); i++) {
      ways.add(points(rows.ways.get(i)));
    }
    double height = rows.rows.isEmpty() ? 0 : tops[rows.rows.size()] - ROW_GAP;
    return new Drawing(centers, ways, width, height);
  }

  private void measure() {
    double right = 0;
    for (int i = 0; i < rows.rows.size(); i++) {
      double height = 0;
      for (Item item : rows.rows.get(i)) {
        height = Math.max(height, item.height);
        left = Math.min(left, item.x - item.width / 2);
      }
      tops[i + 1] = tops[i] + height + ROW_GAP;
    }
    for (Item item : rows.items) {
      right = Math.max(right, item.x - left + item.width / 2);
    }
    width = right;
  }

  private double middle(int row) {
    return (tops[row] + tops[row + 1] - ROW_GAP) / 2;
  }

  private List<Point> points(List<Part> way) {
    List<Point> points = new ArrayList<>();
    Part first = way.getFirst();
    Item from = first.upper;
    points.add(new Point(from.x + first.upperEnd - left, middle(from.row) + from.height / 2));
    for (Part part : way.subList(1, way.size())) {
      Item bend = part.upper;
      points.add(new Point(bend.x - left, tops[bend.row]));
      points.add(new Point(bend.x - left, tops[bend.row + 1] - ROW_GAP));
    }
    Part last = way.getLast();
    Item to = last.lower;
    points.add(new Point(to.x + last.lowerEnd - left, middle(to.row) - to.height / 2));
    return points;
  }
}
