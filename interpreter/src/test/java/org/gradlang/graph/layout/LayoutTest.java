package org.gradlang.graph.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static List<Box> boxes(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Box(60 + 10 * (i % 3), 30)).toList();
  }

  private static Rows ordered(int boxes, List<Link> links) {
    Rows rows = new Rows(boxes(boxes), links);
    Crossings.reduce(rows);
    return rows;
  }

  @Test
  void aChainIsAStraightLine() {
    Drawing drawing = Layout.of(boxes(3), List.of(new Link(0, 1), new Link(1, 2)));
    assertEquals(drawing.centers().get(0).x(), drawing.centers().get(1).x(), 0.5);
    assertEquals(drawing.centers().get(1).x(), drawing.centers().get(2).x(), 0.5);
    assertEquals(80, drawing.width(), 0.5); // the widest of 60, 70 and 80
  }

  @Test
  void aLinkOverSeveralRowsPassesThemBesideTheBoxes() {
    List<Link> links = List.of(new Link(0, 1), new Link(1, 2), new Link(0, 2));
    Drawing drawing = Layout.of(boxes(3), links);
    // its ends, and two points for the row of box 1
    assertEquals(4, drawing.ways().get(2).size());
    double distance = Math.abs(drawing.ways().get(2).get(1).x() - drawing.centers().get(1).x());
    assertTrue(distance > 35, "the bend keeps clear of the box of width 70: " + distance);
  }

  @Test
  void aTreeHasNoCrossings() {
    List<Link> links = new ArrayList<>();
    for (int i = 1; i < 40; i++) {
      links.add(new Link((i - 1) / 3, i));
    }
    assertEquals(0, Crossings.count(ordered(40, links)));
  }

  @Test
  void crossedPairsAreUncrossed() {
    // 0 and 1 lead to 3 and 2, which stand the other way round at first; 4 holds the rows together
    List<Link> links =
        List.of(new Link(4, 0), new Link(4, 1), new Link(0, 3), new Link(1, 2), new Link(0, 2));
    assertEquals(0, Crossings.count(ordered(5, links)));
  }

  @Test
  void boxesOfARowKeepApartAndLinksLeadDown() {
    Random random = new Random(7);
    List<Link> links = new ArrayList<>();
    for (int i = 1; i < 120; i++) {
      links.add(new Link(random.nextInt(i), i));
      links.add(new Link(random.nextInt(i), i));
    }
    List<Box> boxes = boxes(120);
    Drawing drawing = Layout.of(boxes, links);
    for (int a = 0; a < boxes.size(); a++) {
      for (int b = 0; b < a; b++) {
        Point p = drawing.centers().get(a);
        Point q = drawing.centers().get(b);
        double apart = Math.abs(p.x() - q.x()) - (boxes.get(a).width() + boxes.get(b).width()) / 2;
        assertTrue(p.y() != q.y() || apart > 0, a + " and " + b + " overlap");
      }
    }
    for (List<Point> way : drawing.ways()) {
      for (int i = 1; i < way.size(); i++) {
        assertTrue(way.get(i).y() >= way.get(i - 1).y());
      }
    }
  }

  @Test
  void everythingLiesWithinTheDrawing() {
    List<Link> links = List.of(new Link(0, 1), new Link(0, 2), new Link(0, 3), new Link(3, 4));
    Drawing drawing = Layout.of(boxes(5), links);
    for (int i = 0; i < 5; i++) {
      Point center = drawing.centers().get(i);
      double half = boxes(5).get(i).width() / 2;
      assertTrue(center.x() - half >= -0.01 && center.x() + half <= drawing.width() + 0.01);
      assertTrue(center.y() - 15 >= -0.01 && center.y() + 15 <= drawing.height() + 0.01);
    }
  }

  @Test
  void aCircleIsRefused() {
    List<Link> links = List.of(new Link(0, 1), new Link(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Layout.of(boxes(2), links));
  }
}
