package org.gradlang.eval;

import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one call.
 *
 * <p>A variable that a closure captures lives in a {@link Cell}, which stands in its slot. A slot
 * is null until its variable has a value.
 */
public final class Frame {
  private static final Cell[] NOTHING_CAPTURED = {};

  /** Values and cells by slot. */
  public final @Nullable Object[] locals;

  /** What the running function captured where it was made. */
  public final Cell[] captured;

  /** The value that a {@link Completion#RETURN} brings. */
  public Object returned = None.NONE;

  /** The error of the {@code catch} that runs, which a bare {@code raise} raises again. */
  public @Nullable GradError caught;

  public Frame(@Nullable Object[] locals, Cell[] captured) {
    this.locals = locals;
    this.captured = captured;
  }

  /** The frame of a file. */
  public static Frame ofFile(int size) {
    return new Frame(new @Nullable Object[size], NOTHING_CAPTURED);
  }
}
