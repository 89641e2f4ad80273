package org.gradlang.kernel;

import org.gradlang.tensor.DType;
import org.gradlang.tensor.Strided;

/** Moves runs of a walk between strided memory and dense tiles. */
final class Tiles {
  private Tiles() {}

  /** Gathers elements {@code start} to {@code start + n} into a tile of dtype {@code compute}. */
  static void load(
      Walk walk, int participant, Strided from, int start, int n, Object tile, DType compute) {
    load(walk, participant, from, start, n, tile, 0, compute);
  }

  /** The same into a tile from {@code to} on. */
  static void load(
      Walk walk,
      int participant,
      Strided from,
      int start,
      int n,
      Object tile,
      int to,
      DType compute) {
    Object array = Elements.array(from.storage());
    int step = walk.step(participant);
    if (n == 0) {
      return;
    }
    boolean isShort =
        compute == DType.FLOAT32 && from.dtype() == compute && walk.lineSize() < ShortLines.LONG;
    Walk.Cursor cursor = walk.new Cursor(start);
    for (int at = 0; at < n; ) {
      int lines = isShort ? cursor.lines(n - at) : 0;
      if (lines > 1) {
        int line = walk.lineSize();
        ShortLines.gather(
            from.storage().floats(),
            cursor.position(participant),
            walk.stride(participant, walk.dims() - 2),
            step,
            (float[]) tile,
            to + at,
            lines,
            line);
        at += lines * line;
        cursor.advanceLines(lines);
        continue;
      }
      int run = cursor.run(n - at);
      int position = cursor.position(participant);
      Elements.copy(array, from.dtype(), position, step, tile, compute, to + at, 1, run);
      at += run;
      cursor.advance(run);
    }
  }

  /** Scatters a tile of dtype {@code compute} to elements {@code start} to {@code start + n}. */
  static void store(
      Walk walk,
      int participant,
      Strided to,
      int start,
      int n,
      Object tile,
      int from,
      DType compute) {
    Object array = Elements.array(to.storage());
    int step = walk.step(participant);
    for (int at = 0; at < n; ) {
      int run = walk.run(start + at, n - at);
      int position = walk.position(participant, start + at);
      Elements.copy(tile, compute, from + at, 1, array, to.dtype(), position, step, run);
      at += run;
    }
  }
}
