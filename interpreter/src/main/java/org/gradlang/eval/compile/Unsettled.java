package org.gradlang.eval.compile;

import java.io.Serial;

/** Ends a pass over a unit in which more was learnt of its variables: the next pass knows it. */
final class Unsettled extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  Unsettled() {
    super(null, null, false, false);
  }
}
