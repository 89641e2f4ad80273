package org.gradlang.graph.layout;

import java.util.List;
import org.gradlang.graph.layout.Rows.Item;
import org.gradlang.graph.layout.Rows.Part;

/**
 * Where the items of each row stand: as near to the mean of their neighbours as the order and the
 * gaps allow, in the sense of least squares. Long links pull more, so that they are straight.
 */
final class Columns {
  private static final double GAP = 22;
  private static final double BEND_GAP = 14;

  /** Rounds for small graphs; large ones get less, since nobody sees their last pixel. */
  private static final int ROUNDS = 400;

  private static final int WORK = 400_000;

  private final List<List<Item>> rows;

  private Columns(List<List<Item>> rows) {
    this.rows = rows;
  }

  static void settle(Rows rows) {
    Columns columns = new Columns(rows.rows);
    columns.pack();
    int rounds = Math.clamp(WORK / Math.max(1, rows.items.size()), 30, ROUNDS);
    for (int round = 0; round < rounds; round++) {
      boolean oneSided = round < 8;
      columns.sweep(round % 2 == 0, oneSided);
    }
  }

  private void pack() {
    for (List<Item> row : rows) {
      double x = 0;
      for (int i = 0; i < row.size(); i++) {
        x += i == 0 ? 0 : distance(row.get(i - 1), row.get(i));
        row.get(i).x = x;
      }
      for (Item item : row) {
        item.x -= x / 2;
      }
    }
  }

  private static double distance(Item left, Item right) {
    double gap = left.bend || right.bend ? BEND_GAP : GAP;
    return (left.width + right.width) / 2 + gap;
  }

  private void sweep(boolean down, boolean oneSided) {
    for (int i = 0; i < rows.size(); i++) {
      settle(rows.get(down ? i : rows.size() - 1 - i), !oneSided || down, !oneSided || !down);
    }
  }

  /**
   * One row: the least squares under x[i + 1] - x[i] >= distance. With the distances taken off it
   * is isotonic regression, solved by merging neighbours that are out of order into blocks.
   */
  private static void settle(List<Item> row, boolean above, boolean below) {
    int n = row.size();
    double[] value = new double[n];
    double[] weight = new double[n];
    int[] size = new int[n];
    double[] offset = new double[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      Item item = row.get(i);
      offset[i] = i == 0 ? 0 : offset[i - 1] + distance(row.get(i - 1), item);
      double pull = (above ? pull(item.above) : 0) + (below ? pull(item.below) : 0);
      value[blocks] = wish(item, above, below) - offset[i];
      weight[blocks] = Math.max(pull, 1e-3);
      size[blocks++] = 1;
      while (blocks > 1 && value[blocks - 2] > value[blocks - 1]) {
        blocks--;
        double sum = weight[blocks - 1] + weight[blocks];
        value[blocks - 1] =
            (value[blocks - 1] * weight[blocks - 1] + value[blocks] * weight[blocks]) / sum;
        weight[blocks - 1] = sum;
        size[blocks - 1] += size[blocks];
      }
    }
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (int k = 0; k < size[block]; k++, at++) {
        row.get(at).x = value[block] + offset[at];
      }
    }
  }

  /** Where an item would like to be: straight below and above where its links end. */
  private static double wish(Item item, boolean above, boolean below) {
    double sum = 0;
    double weights = 0;
    for (Part part : above ? item.above : List.<Part>of()) {
      sum += (part.upper.x + part.upperEnd - part.lowerEnd) * pull(part);
      weights += pull(part);
    }
    for (Part part : below ? item.below : List.<Part>of()) {
      sum += (part.lower.x + part.lowerEnd - part.upperEnd) * pull(part);
      weights += pull(part);
    }
    return weights == 0 ? item.x : sum / weights;
  }

  private static double pull(List<Part> parts) {
    double sum = 0;
    for (Part part : parts) {
      sum += pull(part);
    }
    return sum;
  }

  private static double pull(Part part) {
    return part.upper.bend && part.lower.bend ? 8 : part.upper.bend || part.lower.bend ? 3 : 1;
  }
}
