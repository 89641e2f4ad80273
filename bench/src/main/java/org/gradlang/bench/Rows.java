package org.gradlang.bench;

import java.util.List;
import java.util.stream.Stream;

/** All rows of programs that run warm: the table of contents. */
public final class Rows {
  private static final List<Row> ALL =
      Stream.of(
              SmallRows.all(),
              ProductRows.all(),
              PointwiseRows.all(),
              ConvolutionRows.all(),
              NetRows.all(),
              ScalarRows.all(),
              OtherRows.all())
          .flatMap(List::stream)
          .toList();

  private Rows() {}

  /** All of them, in the order of tables. */
  public static List<Row> all() {
    return ALL;
  }

  static Row named(String name) {
    return ALL.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no row '" + name + "'"));
  }
}
