package org.gradlang.eval;

import org.jspecify.annotations.Nullable;

/** A variable that several frames or files see; its value is null until its {@code let} ran. */
public final class Cell {
  public @Nullable Object value;

  public Cell() {}

  public Cell(@Nullable Object value) {
    this.value = value;
  }
}
