package org.gradlang.repl.shell.command;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells, one column below the other. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> right;

  private TextTable(List<Boolean> right) {
    this.right = right;
  }

  /** A table whose columns are {@code l} for left or {@code r} for right, such as {@code llr}. */
  static TextTable of(String alignment) {
    return new TextTable(alignment.chars().mapToObj(c -> c == 'r').toList());
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  List<String> lines() {
    int[] widths = new int[right.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String blanks = " ".repeat(widths[c] - length(row.get(c)));
      line.append(c == 0 ? "" : GAP);
      line.append(right.get(c) ? blanks + row.get(c) : row.get(c) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
