package org.gradlang.op;

import java.util.ArrayList;
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
    List<Op> operations = new ArrayList<>();
    for (Consumer<Family> family : families) {
      operations.addAll(Family.of(family));
    }
    return new Chapter(title, operations);
  }
}
