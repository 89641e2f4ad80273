package org.gradlang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
  private static final String HEAD =
      """
      # Results

      Written by `bench/run`; README.md tells how the figures are taken. Times are medians of the rounds in which the sides took
      turns; a ratio is the peer's time divided by Grad's, the median of the rounds' ratios, with their quartiles in brackets: more
      is better. What a row allocates is for one run of Grad's; "warm after" says how long Grad ran before the rounds, until it became
      no faster.

      """;

  private final List<Table> tables = new ArrayList<>();
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
      fail(cells[1] + ", threads: " + cells[2] + ": " + cells[3]);
    } else {
      System.out.println(line);
    }
  }

  private static String shown(Measured found) {
    Row row = Rows.named(found.row());
    StringJoiner text = new StringJoiner("  ");
    text.add(String.format(Locale.ROOT, "%-34s", found.row()));
    text.add("Grad " + Verdict.time(found.nanos().get("Grad").median()));
    found
        .ratios()
        .forEach((peer, ratio) ->
            text.add(
                String.format(
                    Locale.ROOT,
                    "%s %s = %.2f (%.2f to %.2f%s)",
                    peer,
                    Verdict.time(found.nanos().get(peer).median()),
                    ratio.median(),
                    ratio.first(),
                    ratio.third(),
                    verdict(row, peer, ratio))));
    text.add(Verdict.bytes(found.bytes()));
    text.add(String.format(Locale.ROOT, "warm after %.1f s", found.warmUp()));
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
        Verdict.goal(required));
  }

  void add(Table table) {
    tables.add(table);
  }

  void fail(String what) {
    failures.add(what);
    System.out.println("failed: " + what);
  }

  void write(Path file, Options options) throws IOException {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    Rows.all().forEach(row -> groups.computeIfAbsent(row.group(), g -> new ArrayList<>()).add(row));
    List<Table> all = new ArrayList<>();
    groups.forEach((group, rows) -> all.add(table(group, rows)));
    all.addAll(tables);
    StringBuilder text = new StringBuilder(HEAD);
    text.append("- ").append(Machine.describe()).append('\n');
    peers.forEach(peer -> text.append("- ").append(peer).append('\n'));
    text.append("- ").append(LocalDate.now(ZoneOffset.UTC)).append(", load ").append(loads());
    text.append("\n");
    if (!options.patterns().isEmpty()) {
      text.append("- Not all rows, but those that match ").append(options.patterns()).append("\n");
    }
    if (options.clock() == Clock.PROCESSOR) {
      text.append(
          "- On a busy machine: warm rows by the processor time of one thread, without collections"
              + " of garbage\n");
    }
    section(
        text,
        "Short of what is asked",
        all.stream().flatMap(t -> t.shortOfTheGoal().stream()).toList());
    section(text, "Not measured", failures);
    all.stream().filter(table -> !table.isEmpty()).forEach(table -> text.append(table.markdown()));
    Files.writeString(file, text);
  }

  private static void section(StringBuilder text, String title, List<String> items) {
    if (!items.isEmpty()) {
      text.append("\n## ").append(title).append("\n\n");
      items.forEach(item -> text.append("- ").append(item).append('\n'));
    }
  }

  private String loads() {
    if (measured.isEmpty()) {
      return "unknown";
    }
    Quartiles all = Quartiles.of(measured.stream().mapToDouble(Measured::load).toArray());
    return String.format(
        Locale.ROOT,
        "%.1f (half of the rows between %.1f and %.1f)",
        all.median(),
        all.first(),
        all.third());
  }

  private Table table(String group, List<Row> rows) {
    Table table =
        Table.silent(
            group,
            "row",
            "threads",
            "Grad",
            "allocates",
            "warm after",
            "peer",
            "its time",
            "ratio",
            "at least",
            "");
    for (Row row : rows) {
      for (Measured found : measured) {
        if (found.row().equals(row.name())) {
          lines(table, row, found);
        }
      }
    }
    return table;
  }

  private static void lines(Table table, Row row, Measured found) {
    found
        .ratios()
        .forEach((peer, ratio) -> {
          Double required = row.required().get(peer);
          table.add(
              row.name(),
              Integer.toString(found.threads()),
              Verdict.time(found.nanos().get("Grad").median()),
              Verdict.bytes(found.bytes()),
              String.format(Locale.ROOT, "%.1f s", found.warmUp()),
              peer,
              Verdict.time(found.nanos().get(peer).median()),
              Verdict.spread(ratio),
              Verdict.goal(required),
              Verdict.atLeast(required, ratio.median()));
        });
  }
}
