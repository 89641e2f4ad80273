package org.gradlang.reliability.fuzz;

import java.io.Serial;

/** Something happened that must not, whatever the input. */
public final class Finding extends AssertionError {
  @Serial private static final long serialVersionUID = 1;

  Finding(String message) {
    super(message);
  }

  Finding(String message, Throwable cause) {
    super(message, cause);
  }

  static void unless(boolean holds, String message) {
    if (!holds) {
      throw new Finding(message);
    }
  }
}
