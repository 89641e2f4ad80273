package org.gradlang.bench;

import static org.gradlang.bench.Row.LIBTORCH;
import static org.gradlang.bench.Row.PYTHON;

import java.util.List;

/** Steps of training. */
final class NetRows {
  private static final String GROUP = "Training steps";

  private NetRows() {}

  static List<Row> all() {
    return List.of(
        step("MLP step", "mlp", 1.5), step("CNN step", "cnn", 1.2), step("LSTM step", "lstm", 1.5));
  }

  private static Row step(String name, String file, double required) {
    return Row.of(GROUP, name, Program.files(file)).threaded().atLeast(required, PYTHON, LIBTORCH);
  }
}
