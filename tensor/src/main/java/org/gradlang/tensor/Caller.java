package org.gradlang.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The calls that the running code is inside of: the place of the innermost one, and those around
 * it. Immutable, and shared by all that was made during one call.
 */
public final class Caller {
  private final Origin place;
  private final @Nullable Caller outer;
  private final int depth;

  public Caller(Origin place, @Nullable Caller outer) {
    this.place = place;
    this.outer = outer;
    this.depth = depth(outer) + 1;
  }

  /** Where the call stands. */
  public Origin place() {
    return place;
  }

  private static int depth(@Nullable Caller caller) {
    return caller == null ? 0 : caller.depth;
  }

  /**
   * The place as somebody sees it who stands elsewhere in the program: the call, in a function that
   * the viewer is in or was called from, that led there. It is the place itself if that is in such
   * a function.
   *
   * @param callers the calls around the place
   * @param viewer the calls around the viewer
   */
  public static Origin seenFrom(@Nullable Caller viewer, Origin place, @Nullable Caller callers) {
    for (Caller from = viewer; ; from = from.outer) {
      Origin inner = place;
      Caller around = callers;
      while (around != null && around.depth > depth(from)) {
        inner = around.place;
        around = around.outer;
      }
      if (from == null || alike(around, from)) {
        return inner;
      }
    }
  }

  /** Whether both are calls from the same places, though not at the same time. */
  private static boolean alike(@Nullable Caller a, @Nullable Caller b) {
    Caller one = a;
    Caller other = b;
    while (one != other) {
      if (one == null || other == null || !one.place.equals(other.place)) {
        return false;
      }
      one = one.outer;
      other = other.outer;
    }
    return true;
  }
}
