package org.gradlang.graph.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The boxes in rows, so that each link leads downwards; a link over several rows passes each one
 * between through a bend, which takes part in what follows like a small box.
 */
final class Rows {
  private static final int UNKNOWN = -1;

  /** The part of a box's side over which the ends of its links are spread. */
  private static final double SPREAD = 0.6;

  /** Boxes, and behind them bends. */
  final List<Item> items = new ArrayList<>();

  /** The rows from above, each from left to right. */
  final List<List<Item>> rows = new ArrayList<>();

  /** For each link its parts, from row to row. */
  final List<List<Part>> ways = new ArrayList<>();

  /** A box or a bend. */
  static final class Item {
    final boolean bend;
    final double width;
    final double height;
    final int row;
    final List<Part> above = new ArrayList<>();
    final List<Part> below = new ArrayList<>();

    /** The place in the row. */
    int place;

    double x;
    double rank;

    Item(boolean bend, double width, double height, int row) {
      this.bend = bend;
      this.width = width;
      this.height = height;
      this.row = row;
    }
  }

  /** A part of a link, between items of two rows that follow each other. */
  static final class Part {
    final Item upper;
    final Item lower;

    /** Where it ends at the items, seen from their middles. */
    double upperEnd;

    double lowerEnd;

    Part(Item upper, Item lower) {
      this.upper = upper;
      this.lower = lower;
      upper.below.add(this);
      lower.above.add(this);
    }
  }

  Rows(List<Box> boxes, List<Link> links) {
    int[] depths = depths(boxes.size(), links);
    int count = Arrays.stream(depths).max().orElse(-1) + 1;
    for (int row = 0; row < count; row++) {
      rows.add(new ArrayList<>());
    }
    for (int i = 0; i < depths.length; i++) {
      Box box = boxes.get(i);
      items.add(new Item(false, box.width(), box.height(), depths[i]));
    }
    for (Link link : links) {
      ways.add(way(items.get(link.from()), items.get(link.to())));
    }
    place();
  }

  /** The longest way to each box from one that no link leads to. */
  private static int[] depths(int boxes, List<Link> links) {
    List<List<Integer>> next = new ArrayList<>();
    int[] waiting = new int[boxes];
    for (int i = 0; i < boxes; i++) {
      next.add(new ArrayList<>());
    }
    for (Link link : links) {
      next.get(link.from()).add(link.to());
      waiting[link.to()]++;
    }
    int[] depths = new int[boxes];
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < boxes; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    for (int i = 0; i < ready.size(); i++) {
      int box = ready.get(i);
      for (int target : next.get(box)) {
        depths[target] = Math.max(depths[target], depths[box] + 1);
        if (--waiting[target] == 0) {
          ready.add(target);
        }
      }
    }
    if (ready.size() < boxes) {
      throw new IllegalArgumentException("the links lead in a circle");
    }
    return depths;
  }

  private List<Part> way(Item from, Item to) {
    List<Part> way = new ArrayList<>();
    Item last = from;
    for (int row = from.row + 1; row < to.row; row++) {
      Item bend = new Item(true, 0, 0, row);
      items.add(bend);
      way.add(new Part(last, bend));
      last = bend;
    }
    way.add(new Part(last, to));
    return way;
  }

  /** The ends of links stand side by side at a box, in the order of where they lead. */
  void spreadEnds() {
    for (Item item : items) {
      item.above.sort(Comparator.comparingInt(part -> part.upper.place));
      item.below.sort(Comparator.comparingInt(part -> part.lower.place));
      for (int i = 0; i < item.above.size(); i++) {
        item.above.get(i).lowerEnd = end(item, i, item.above.size());
      }
      for (int i = 0; i < item.below.size(); i++) {
        item.below.get(i).upperEnd = end(item, i, item.below.size());
      }
    }
  }

  private static double end(Item item, int i, int count) {
    return count == 1 ? 0 : ((double) i / (count - 1) - 0.5) * SPREAD * item.width;
  }

  /** First places: what hangs together stands together. */
  private void place() {
    items.forEach(item -> item.place = UNKNOWN);
    List<Item> open = new ArrayList<>();
    for (Item root : rows.isEmpty() ? List.<Item>of() : items) {
      if (root.above.isEmpty()) {
        open.add(root);
      }
      while (!open.isEmpty()) {
        Item item = open.removeLast();
        if (item.place == UNKNOWN) {
          List<Item> row = rows.get(item.row);
          item.place = row.size();
          row.add(item);
          item.below.reversed().forEach(part -> open.add(part.lower));
        }
      }
    }
  }
}
