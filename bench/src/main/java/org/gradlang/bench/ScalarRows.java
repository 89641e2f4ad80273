package org.gradlang.bench;

import static org.gradlang.bench.Row.CPYTHON;

import java.util.List;

/** Programs on numbers and texts alone. */
final class ScalarRows {
  static final String GROUP = "The scalar language";

  private ScalarRows() {}

  static List<Row> all() {
    return List.of(
        scalar("fib(27)", "fib"),
        scalar("nested loops, 10^7", "loops"),
        scalar("building a text", "text"));
  }

  private static Row scalar(String name, String file) {
    return Row.of(GROUP, name, Program.files(file)).atLeast(3, CPYTHON);
  }
}
