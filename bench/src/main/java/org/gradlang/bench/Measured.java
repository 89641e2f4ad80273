package org.gradlang.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a row with some number of threads.
 *
 * @param nanos of one run, for each side
 * @param ratios of each peer's time to Grad's, round by round
 * @param bytes of the heap that one run of Grad's allocates
 * @param load of the machine at the time
 * @param warmUp seconds that Grad ran before it was measured
 */
public record Measured(
    String row,
    int threads,
    Map<String, Quartiles> nanos,
    Map<String, Quartiles> ratios,
    double bytes,
    double load,
    double warmUp) {

  /** One line of text, which {@link #parse} reads. */
  String line() {
    StringBuilder text =
        new StringBuilder(
            "measured\t" + row + "\t" + threads + "\t" + bytes + "\t" + load + "\t" + warmUp);
    nanos.forEach(
        (side, value) -> text.append("\tnanos\t").append(side).append('\t').append(cells(value)));
    ratios.forEach(
        (side, value) -> text.append("\tratio\t").append(side).append('\t').append(cells(value)));
    return text.toString();
  }

  private static String cells(Quartiles value) {
    return value.first() + "\t" + value.median() + "\t" + value.third();
  }

  /** The measurement that a line tells of; empty for lines of another kind. */
  static Optional<Measured> parse(String line) {
    String[] cells = line.split("\t", -1);
    if (!cells[0].equals("measured")) {
      return Optional.empty();
    }
    Map<String, Quartiles> nanos = new LinkedHashMap<>();
    Map<String, Quartiles> ratios = new LinkedHashMap<>();
    for (int i = 6; i < cells.length; i += 5) {
      Quartiles value =
          new Quartiles(
              Double.parseDouble(cells[i + 2]),
              Double.parseDouble(cells[i + 3]),
              Double.parseDouble(cells[i + 4]));
      (cells[i].equals("nanos") ? nanos : ratios).put(cells[i + 1], value);
    }
    return Optional.of(
        new Measured(
            cells[1],
            Integer.parseInt(cells[2]),
            nanos,
            ratios,
            Double.parseDouble(cells[3]),
            Double.parseDouble(cells[4]),
            Double.parseDouble(cells[5])));
  }
}
