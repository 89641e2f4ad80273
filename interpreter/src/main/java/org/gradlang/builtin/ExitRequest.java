package org.gradlang.builtin;

import java.io.Serial;

/** Thrown by {@code exit(code)}: the program wants to end. Scripts cannot catch it. */
public final class ExitRequest extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int code;

  public ExitRequest(int code) {
    super("exit(" + code + ")", null, false, false);
    this.code = code;
  }

  /** What the process is to answer; 0 for success. */
  public int code() {
    return code;
  }
}
