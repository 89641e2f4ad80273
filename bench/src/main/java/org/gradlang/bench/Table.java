package org.gradlang.bench;

import java.util.ArrayList;
import java.util.List;

/** A table of results. */
final class Table {
  private final String title;
  private final String about;
  private final List<String> header;
  private final List<List<String>> lines = new ArrayList<>();

  private final boolean shown;

  private Table(String title, String about, boolean shown, String... header) {
    this.title = title;
    this.about = about;
    this.shown = shown;
    this.header = List.of(header);
  }

  /** A table that shows its lines as they come. */
  Table(String title, String about, String... header) {
    this(title, about, true, header);
    System.out.printf("%n%s%n%s%n", title, String.join(" | ", header));
  }

  /** A table of what has been shown already. */
  static Table silent(String title, String... header) {
    return new Table(title, "", false, header);
  }

  void add(String... cells) {
    lines.add(List.of(cells));
    if (shown) {
      System.out.println(String.join(" | ", cells));
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The lines whose last cell says that they fall short. */
  List<String> shortOfTheGoal() {
    return lines.stream()
        .filter(line -> line.getLast().equals(Verdict.SHORT))
        .map(line -> title + ": " + String.join(", ", line.subList(0, line.size() - 1)))
        .toList();
  }

  String markdown() {
    StringBuilder text = new StringBuilder("\n## " + title + "\n\n");
    if (!about.isEmpty()) {
      text.append(about).append("\n\n");
    }
    text.append(line(header)).append(line(header.stream().map(cell -> "---").toList()));
    lines.forEach(cells -> text.append(line(cells)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
