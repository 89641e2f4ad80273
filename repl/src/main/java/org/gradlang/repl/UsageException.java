package org.gradlang.repl;

import java.io.Serial;

/** The command line makes no sense; the message says why. */
final class UsageException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message, null, false, false);
  }

  /** What is wrong, in one sentence without a full stop. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
