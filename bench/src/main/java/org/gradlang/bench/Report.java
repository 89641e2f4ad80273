package org.gradlang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Gathers what workers tell, shows it, and writes it as tables. */
final class Report {
  private final List<Measured> measured = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Set<String> peers = new LinkedHashSet<>();

  /** A line of a worker. */
  void read(String line) {
    Measured.parse(line).ifPresentOrElse(this::add, () -> readOther(line));
  }

  private void add(Measured found) {
    measured.add(found);
    System.out.println(shown(found));
  }

  private void readOther(String line) {
    String[] cells = line.split("\t", -1);
    if (cells[0].equals("peer")) {
      peers.add(cells[2]);
      return;
    }
    if (cells[0].equals("failed")) {
      failures.add(cells[1] + ", " + cells[2] + " threads: " + cells[3]);
    }
    System.out.println(line);
  }

  private static String shown(Measured found) {
    Row row = Rows.named(found.row());
    StringJoiner text = new StringJoiner("  ");
    text.add(String.format(Locale.ROOT, "%-34s", found.row()));
    text.add("Grad " + time(found.nanos().get("Grad").median()));
    found
        .ratios()
        .forEach((peer, ratio) ->
            text.add(
                String.format(
                    Locale.ROOT,
                    "%s %s = %.2f (%.2f to %.2f%s)",
                    peer,
                    time(found.nanos().get(peer).median()),
                    ratio.median(),
                    ratio.first(),
                    ratio.third(),
                    verdict(row, peer, ratio))));
    text.add(bytes(found.bytes()));
    text.add(String.format(Locale.ROOT, "load %.1f", found.load()));
    return text.toString();
  }

  private static String verdict(Row row, String peer, Quartiles ratio) {
    Double required = row.required().get(peer);
    if (required == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "; %s %s",
        ratio.median() >= required ? "at least" : "SHORT of",
        number(required));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** A time in a unit that suits it. */
  static String time(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.3g us", nanos / 1e3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.3g ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.3g s", nanos / 1e9);
  }

  private static String bytes(double count) {
    return count < 1e5
        ? String.format(Locale.ROOT, "%.0f B", count)
        : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Results

        Written by `bench/run`. Times are medians; a ratio is the peer's time divided by Grad's, the median of rounds in which
        the sides took turns, with the quartiles in brackets. More is better. bench/README.md tells how they are taken.

        """);
    text.append("- ").append(Machine.describe()).append('\n');
    peers.forEach(peer -> text.append("- ").append(peer).append('\n'));
    text.append("- ")
        .append(LocalDate.now(java.time.ZoneOffset.UTC))
        .append(", load ")
        .append(loads())
        .append("\n");
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    Rows.all().forEach(row -> groups.computeIfAbsent(row.group(), g -> new ArrayList<>()).add(row));
    groups.forEach((group, rows) -> table(text, group, rows));
    if (!failures.isEmpty()) {
      text.append("\n## Not measured\n\n");
      failures.forEach(failure -> text.append("- ").append(failure).append('\n'));
    }
    Files.writeString(file, text);
  }

  private String loads() {
    Quartiles all = Quartiles.of(measured.stream().mapToDouble(Measured::load).toArray());
    return String.format(
        Locale.ROOT,
        "%.1f (half of the rows between %.1f and %.1f)",
        all.median(),
        all.first(),
        all.third());
  }

  private void table(StringBuilder text, String group, List<Row> rows) {
    text.append("\n## ").append(group).append("\n\n");
    text.append("| row | threads | Grad | bytes | peer | its time | ratio | at least | |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (Row row : rows) {
      measured.stream()
          .filter(found -> found.row().equals(row.name()))
          .forEach(found -> lines(text, row, found));
    }
  }

  private static void lines(StringBuilder text, Row row, Measured found) {
    String first =
        "| "
            + row.name()
            + " | "
            + found.threads()
            + " | "
            + time(found.nanos().get("Grad").median())
            + " | "
            + bytes(found.bytes());
    for (Map.Entry<String, Quartiles> ratio : found.ratios().entrySet()) {
      Double required = row.required().get(ratio.getKey());
      text.append(first)
          .append(
              String.format(
                  Locale.ROOT,
                  " | %s | %s | %.2f (%.2f to %.2f) | %s | %s |%n",
                  ratio.getKey(),
                  time(found.nanos().get(ratio.getKey()).median()),
                  ratio.getValue().median(),
                  ratio.getValue().first(),
                  ratio.getValue().third(),
                  required == null ? "" : number(required),
                  required == null ? "" : ratio.getValue().median() >= required ? "yes" : "short"));
      first = "| | | |";
    }
  }
}
