package org.gradlang.reliability.fuzz;

import java.util.List;

/** Kinds of values that a {@link ProgramMaker} tells apart. */
enum Kind {
  INT,
  NUMBER,
  BOOL,
  TEXT,
  LIST,
  DICT,
  TENSOR,
  FUNCTION;

  static final List<Kind> ALL = List.of(values());

  /** Whether one is used where the other is wanted. */
  boolean serves(Kind wanted) {
    return this == wanted || (wanted == NUMBER && this == INT);
  }
}
