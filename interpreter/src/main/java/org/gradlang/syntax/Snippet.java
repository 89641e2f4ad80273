package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lines of one source that a diagnostic is about, with the marks under them. */
final class Snippet {
  private final Source source;
  private final List<Mark> marks;
  private final int width;
  private final Palette palette;

  Snippet(Source source, List<Mark> marks, int width, Palette palette) {
    this.source = source;
    this.marks = marks;
    this.width = width;
    this.palette = palette;
  }

  void draw(StringBuilder out) {
    Mark first = marks.getFirst();
    String arrow = " ".repeat(width - 1) + (first.primary() ? "--> " : "::: ");
    String place = source.name() + ":" + first.line() + ":" + (first.start() + 1);
    out.append(palette.frame(arrow)).append(Printable.line(place)).append('\n');
    row(out, "", "");
    marks.stream()
        .collect(Collectors.groupingBy(Mark::line, TreeMap::new, Collectors.toList()))
        .forEach((line, inLine) -> line(out, line, inLine));
  }

  private void line(StringBuilder out, int line, List<Mark> inLine) {
    LineView view = new LineView(source.line(line), inLine);
    row(out, Integer.toString(line), view.text());
    for (List<Mark> apart : rows(inLine)) {
      underline(out, view, apart);
    }
  }

  private void row(StringBuilder out, String number, String text) {
    String gutter = " ".repeat(width - number.length()) + number + " |";
    out.append(palette.frame(gutter));
    out.append(text.isEmpty() ? "" : " " + text.stripTrailing()).append('\n');
  }

  /** Marks that overlap stand in rows of their own, the primary one in the first. */
  private static List<List<Mark>> rows(List<Mark> marks) {
    List<List<Mark>> rows = new ArrayList<>();
    List<Mark> ordered = new ArrayList<>(marks);
    ordered.sort(Comparator.comparing((Mark mark) -> !mark.primary()));
    for (Mark mark : ordered) {
      List<Mark> row =
          rows.stream()
              .filter(r -> r.stream().noneMatch(mark::overlaps))
              .findFirst()
              .orElseGet(() -> {
                rows.add(new ArrayList<>());
                return rows.getLast();
              });
      row.add(mark);
    }
    rows.forEach(row -> row.sort(Comparator.comparingInt(Mark::start)));
    return rows;
  }

  /** A row of marks with the label of the last one; the others' labels below, rightmost first. */
  private void underline(StringBuilder out, LineView view, List<Mark> row) {
    Canvas canvas = new Canvas(palette);
    for (Mark mark : row) {
      int start = view.column(mark.start());
      int length = Math.max(1, view.column(mark.end()) - start);
      canvas.put(start, (mark.primary() ? "^" : "-").repeat(length), mark.primary());
    }
    Mark last = row.getLast();
    canvas.append(last.label(), last.primary());
    row(out, "", canvas.text());
    List<Mark> pending = new ArrayList<>(row.subList(0, row.size() - 1));
    pending.removeIf(mark -> mark.label().isEmpty());
    while (!pending.isEmpty()) {
      Mark rightmost = pending.removeLast();
      Canvas labels = new Canvas(palette);
      pending.forEach(mark -> labels.put(view.column(mark.start()), "|", mark.primary()));
      labels.put(view.column(rightmost.start()), rightmost.label(), rightmost.primary());
      row(out, "", labels.text());
    }
  }
}
