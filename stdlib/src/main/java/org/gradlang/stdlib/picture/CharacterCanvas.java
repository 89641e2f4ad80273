package org.gradlang.stdlib.picture;

import java.util.Arrays;
import org.gradlang.TextStyle;
import org.gradlang.TextStyle.Colors;

/**
 * A canvas of characters: each holds two by four dots of Unicode's Braille patterns, or, where
 * there is only ASCII, one mark. A character has the colour of what was drawn there last.
 */
final class CharacterCanvas {
  private static final String RESET = "\u001b[0m";
  private static final String MARKS = "*+ox#@%&";
  private static final String EIGHTHS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final int BRAILLE = 0x2800;

  /** The bit of each dot of a Braille pattern, column by column from the top. */
  private static final int[][] BITS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

  private final int columns;
  private final int rows;
  private final TextStyle style;
  private final int across;
  private final int down;
  private final char[] cells;
  private final int[] owners;

  CharacterCanvas(int columns, int rows, TextStyle style) {
    this.columns = columns;
    this.rows = rows;
    this.style = style;
    this.across = style.unicode() ? 2 : 1;
    this.down = style.unicode() ? 4 : 1;
    this.cells = new char[columns * rows];
    this.owners = new int[columns * rows];
    Arrays.fill(cells, ' ');
  }

  /** A line between two places, from 0 to 1 to the right and upwards; it may lead outside. */
  void line(double x0, double y0, double x1, double y1, int owner) {
    double[] part = {0, 1};
    boolean visible = clip(x0, x1, part) && clip(y0, y1, part) && part[0] <= part[1];
    if (!visible) {
      return;
    }
    double fromX = column(x0 + (x1 - x0) * part[0]);
    double fromY = row(y0 + (y1 - y0) * part[0]);
    double toX = column(x0 + (x1 - x0) * part[1]);
    double toY = row(y0 + (y1 - y0) * part[1]);
    int steps =
        (int) Math.max(1, Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY))));
    for (int i = 0; i <= steps; i++) {
      double t = (double) i / steps;
      set(
          (int) Math.round(fromX + (toX - fromX) * t),
          (int) Math.round(fromY + (toY - fromY) * t),
          owner);
    }
  }

  /** Leaves of the part of a way that is inside of 0 to 1. */
  private static boolean clip(double from, double to, double[] part) {
    double way = to - from;
    if (way == 0) {
      return from >= 0 && from <= 1;
    }
    double enter = ((way > 0 ? 0 : 1) - from) / way;
    double leave = ((way > 0 ? 1 : 0) - from) / way;
    part[0] = Math.max(part[0], enter);
    part[1] = Math.min(part[1], leave);
    return true;
  }

  private double column(double x) {
    return x * (columns * across - 1);
  }

  private double row(double y) {
    return (1 - y) * (rows * down - 1);
  }

  private void set(int x, int y, int owner) {
    int cell = y / down * columns + x / across;
    if (style.unicode()) {
      char before = cells[cell] >= BRAILLE && cells[cell] < BRAILLE + 256 ? cells[cell] : BRAILLE;
      cells[cell] = (char) (before | BITS[x % 2][y % 4]);
    } else {
      cells[cell] = MARKS.charAt(owner % MARKS.length());
    }
    owners[cell] = owner;
  }

  /** A solid bar between two columns' places and two heights. */
  void bar(double left, double right, double from, double to, int owner) {
    int first = (int) Math.round(Math.clamp(left, 0, 1) * columns);
    int last = Math.max(first + 1, (int) Math.round(Math.clamp(right, 0, 1) * columns));
    long base = Math.round(Math.clamp(from, 0, 1) * rows); // bars begin between two rows
    double end = Math.clamp(to, 0, 1) * rows;
    for (int x = first; x < Math.min(last, columns); x++) {
      for (int y = 0; y < rows; y++) {
        double part = to >= from ? end - Math.max(base, y) : Math.min(base, y + 1) - end;
        boolean inside = to >= from ? y >= base : y < base;
        if (inside && part > 0) {
          fill((rows - 1 - y) * columns + x, barPart(Math.min(part, 1), to < from), owner);
        }
      }
    }
  }

  private void fill(int cell, char character, int owner) {
    if (character != ' ') {
      cells[cell] = character;
      owners[cell] = owner;
    }
  }

  /** The end of a bar in a character; Unicode has few for bars that hang. */
  private char barPart(double part, boolean hanging) {
    if (!style.unicode()) {
      return part >= 0.5 ? '#' : ' ';
    }
    if (hanging) {
      return part >= 0.75 ? '\u2588' : part >= 0.25 ? '\u2580' : ' ';
    }
    return EIGHTHS.charAt((int) Math.round(part * 8));
  }

  /** A point, as the mark of its series. */
  void mark(double x, double y, int owner) {
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) {
      int across = (int) Math.round(x * (columns - 1));
      fill(rowOf(y) * columns + across, mark(owner), owner);
    }
  }

  /** The row where a height stands, from the top. */
  int rowOf(double y) {
    return Math.clamp(Math.round(row(y)) / down, 0, rows - 1);
  }

  /** One line of the canvas, without the blanks at its end. */
  String line(int row) {
    StringBuilder line = new StringBuilder();
    int owner = -1;
    int end = columns;
    while (end > 0 && cells[row * columns + end - 1] == ' ') {
      end--;
    }
    for (int x = 0; x < end; x++) {
      int cell = row * columns + x;
      int next = cells[cell] == ' ' ? -1 : owners[cell];
      if (next != owner && style.colors() != Colors.NONE) {
        line.append(owner < 0 ? "" : RESET).append(next < 0 ? "" : color(next, style));
      }
      owner = next;
      line.append(cells[cell]);
    }
    return line.append(owner < 0 || style.colors() == Colors.NONE ? "" : RESET).toString();
  }

  /** A text in the colour of a series. */
  static String colored(String text, int owner, TextStyle style) {
    return style.colors() == Colors.NONE ? text : color(owner, style) + text + RESET;
  }

  private static String color(int owner, TextStyle style) {
    int color = Palette.terminal(owner);
    return style.colors() == Colors.ALL
        ? "\u001b[38;2;" + (color >> 16) + ";" + (color >> 8 & 255) + ";" + (color & 255) + "m"
        : "\u001b[38;5;" + Palette.terminal256(owner) + "m";
  }

  /** The mark of a series where there are no colours. */
  static char mark(int owner) {
    return MARKS.charAt(owner % MARKS.length());
  }
}
