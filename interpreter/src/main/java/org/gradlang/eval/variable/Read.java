package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** A read of a variable that may have no value yet. */
abstract class Read extends Operation {
  private final String name;

  Read(Location location, String name) {
    super(location);
    this.name = name;
  }

  final Object valueOf(Cell cell) {
    Object value = cell.value;
    if (value == null) {
      throw unset();
    }
    return value;
  }

  final GradError unset() {
    return locate(
        new GradError(ErrorKind.NAME, "'" + name + "' has no value yet")
            .help("its let stands later: move that line up, above where '" + name + "' is used"));
  }
}
