package org.gradlang.op;

import java.util.List;

/** A chapter of the table: operations of one kind, family by family. */
public record Chapter(String title, List<Op> operations) {
  public Chapter {
    operations = List.copyOf(operations);
  }
}
