package org.gradlang.stdlib.store;

import java.io.IOException;
import java.io.Serial;

/** What is wrong with the content of a file, said so that it can follow "cannot load 'x': ". */
final class FormatException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String advice;

  FormatException(String message) {
    this(message, "");
  }

  /** With what to do about it. */
  FormatException(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /** What to do; may be empty. */
  String advice() {
    return advice;
  }
}
