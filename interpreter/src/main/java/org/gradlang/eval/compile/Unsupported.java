package org.gradlang.eval.compile;

import java.io.Serial;

/** Ends the compilation of a unit that stays with its nodes. */
final class Unsupported extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  Unsupported() {
    super(null, null, false, false);
  }
}
