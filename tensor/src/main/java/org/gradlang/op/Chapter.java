package org.gradlang.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.gradlang.op.declare.Family;

/** A chapter of the table: operations of one kind, family by family. */
public record Chapter(String title, List<Op> operations) {
  public Chapter {
    operations = List.copyOf(operations);
  }

  @SafeVarargs
  static Chapter of(String title, Consumer<Family>... families) {
    return new Chapter(
        title, Arrays.stream(families).flatMap(family -> Family.of(family).stream()).toList());
  }
}
