package org.gradlang.graph.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gradlang.graph.layout.Rows.Item;
import org.gradlang.graph.layout.Rows.Part;

/**
 * Orders each row so that few links cross: items go to the mean place of their neighbours in the
 * row before, row by row, downwards and upwards, and then neighbours change places where that
 * helps. The best order that was met stays.
 */
final class Crossings {
  private static final int SWEEPS = 16;

  private final List<List<Item>> rows;

  private Crossings(List<List<Item>> rows) {
    this.rows = rows;
  }

  static void reduce(Rows rows) {
    new Crossings(rows.rows).run();
  }

  private void run() {
    long best = count();
    List<List<Item>> kept = copy();
    for (int sweep = 0; sweep < SWEEPS && best > 0; sweep++) {
      sweep(sweep % 2 == 0);
      exchange();
      long now = count();
      if (now < best) {
        best = now;
        kept = copy();
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      arrange(rows.get(i), kept.get(i));
    }
  }

  private List<List<Item>> copy() {
    List<List<Item>> copy = new ArrayList<>();
    rows.forEach(row -> copy.add(List.copyOf(row)));
    return copy;
  }

  private static void arrange(List<Item> row, List<Item> order) {
    for (int place = 0; place < order.size(); place++) {
      row.set(place, order.get(place));
      order.get(place).place = place;
    }
  }

  private void sweep(boolean down) {
    for (int i = 1; i < rows.size(); i++) {
      List<Item> row = rows.get(down ? i : rows.size() - 1 - i);
      for (Item item : row) {
        item.rank = down ? meanAbove(item) : meanBelow(item);
      }
      List<Item> sorted = new ArrayList<>(row);
      sorted.sort(Comparator.comparingDouble(item -> item.rank));
      arrange(row, sorted);
    }
  }

  private static double meanAbove(Item item) {
    return item.above.stream().mapToInt(part -> part.upper.place).average().orElse(item.place);
  }

  private static double meanBelow(Item item) {
    return item.below.stream().mapToInt(part -> part.lower.place).average().orElse(item.place);
  }

  private void exchange() {
    boolean better = true;
    for (int round = 0; better && round < 8; round++) {
      better = false;
      for (List<Item> row : rows) {
        for (int i = 1; i < row.size(); i++) {
          Item left = row.get(i - 1);
          Item right = row.get(i);
          if (between(right, left) < between(left, right)) {
            row.set(i - 1, right);
            row.set(i, left);
            right.place = i - 1;
            left.place = i;
            better = true;
          }
        }
      }
    }
  }

  /** The crossings of two items' links if the first stands left of the second. */
  private static int between(Item left, Item right) {
    int count = 0;
    for (Part a : left.above) {
      for (Part b : right.above) {
        count += a.upper.place > b.upper.place ? 1 : 0;
      }
    }
    for (Part a : left.below) {
      for (Part b : right.below) {
        count += a.lower.place > b.lower.place ? 1 : 0;
      }
    }
    return count;
  }

  /** How many pairs of links cross. */
  static long count(Rows rows) {
    return new Crossings(rows.rows).count();
  }

  /** All crossings: inversions of the lower ends, with the links sorted by their upper ones. */
  private long count() {
    long count = 0;
    for (int i = 1; i < rows.size(); i++) {
      int[] tree = new int[rows.get(i).size() + 1];
      int seen = 0;
      for (Item item : rows.get(i - 1)) {
        for (Part part : item.below) {
          count += seen - atMost(tree, part.lower.place);
        }
        for (Part part : item.below) {
          insert(tree, part.lower.place);
          seen++;
        }
      }
    }
    return count;
  }

  /** How many inserted places are not right of a place; a Fenwick tree. */
  private static int atMost(int[] tree, int place) {
    int sum = 0;
    for (int i = place + 1; i > 0; i -= i & -i) {
      sum += tree[i];
    }
    return sum;
  }

  private static void insert(int[] tree, int place) {
    for (int i = place + 1; i < tree.length; i += i & -i) {
      tree[i]++;
    }
  }
}
