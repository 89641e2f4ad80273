package org.gradlang.reliability.fuzz;

import java.util.List;

/** Kinds of values that a {@link ProgramMaker} tells apart. */
enum Kind {
  INT("2"),
  NUMBER("1.5"),
  BOOL("True"),
  TEXT("\"ab\""),
  LIST("[3, 1, 2]"),
  DICT("{}"),
  TENSOR("ones(2, 3)"),
  FUNCTION("(p -> p)");

  static final List<Kind> ALL = List.of(values());

  private final String plain;

  Kind(String plain) {
    this.plain = plain;
  }

  /** A value of that kind. */
  String plain() {
    return plain;
  }

  /** Whether one is used where the other is wanted. */
  boolean serves(Kind wanted) {
    return this == wanted || (wanted == NUMBER && this == INT);
  }
}
