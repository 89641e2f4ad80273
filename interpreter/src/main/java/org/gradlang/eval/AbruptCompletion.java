package org.gradlang.eval;

import java.io.Serial;

/** Carries a {@link Completion} out of an expression. */
public final class AbruptCompletion extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Completion completion;

  public AbruptCompletion(Completion completion) {
    super(null, null, false, false);
    this.completion = completion;
  }

  public Completion completion() {
    return completion;
  }
}
