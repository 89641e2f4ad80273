package org.gradlang.tensor;

import java.util.Locale;

/** What lives, as far as it is known, and the limits that it is held against. */
final class Totals {
  /** The part of a limit that is kept for who comes after a program that reached it. */
  private static final int RESERVE = 16;

  /**
   * One part in so many of a limit has to be free after a collection. A program that came nearer to
   * its limit had one after the other, each for half of what was left: 9 of 15 before it was told.
   */
  private static final int LEAST_FREE = 256;

  private final Bounds bounds;

  /** Whether a limit was reached, and what reached it may still be there. */
  private boolean exhausted;

  /** Whether the run that goes on may use the reserve. */
  private boolean usesReserve;

  private long tensorBytes;
  private long bytes;
  private long nodes;
  private long taken;

  Totals(Bounds bounds) {
    this.bounds = bounds;
  }

  void add(Held kind, long moreBytes, long moreNodes) {
    bytes += moreBytes;
    nodes += moreNodes;
    taken += Math.max(0, moreBytes);
    if (kind == Held.TENSOR) {
      tensorBytes += moreBytes;
    }
  }

  /**
   * Begins a run. After one that reached a limit the engine is still full of what it made, and only
   * a further run can let go of it: that one may use the reserve.
   */
  void begin() {
    exhausted &=
        bytes > bounds.bytes() - bounds.bytes() / RESERVE
            || nodes > bounds.graphNodes() - bounds.graphNodes() / RESERVE;
    usesReserve = exhausted;
  }

  /** What may be used of a limit now. */
  private long usable(long limit) {
    return usesReserve && limit != Long.MAX_VALUE ? limit + limit / RESERVE : limit;
  }

  long bytes() {
    return bytes;
  }

  /** All that was ever added. */
  long taken() {
    return taken;
  }

  /** Whether there is room for so much more. */
  boolean admits(Held kind, long more) {
    return nodes <= usable(bounds.graphNodes())
        && fits(bytes, more, usable(bounds.bytes()))
        && (kind != Held.TENSOR || fits(tensorBytes, more, bounds.tensorBytes()));
  }

  /** Whether what lives leaves so little room that it is not worth while to look for more. */
  boolean isFull(Held kind) {
    return isFull(bytes, usable(bounds.bytes()))
        || kind == Held.TENSOR && isFull(tensorBytes, bounds.tensorBytes());
  }

  private static boolean isFull(long taken, long limit) {
    return taken > limit - limit / LEAST_FREE;
  }

  /** Whether so much would have room if nothing else lived. */
  boolean couldAdmit(Held kind, long more) {
    return fits(0, more, bounds.bytes())
        && (kind != Held.TENSOR || fits(0, more, bounds.tensorBytes()));
  }

  private static boolean fits(long taken, long more, long limit) {
    return more <= limit - Math.min(taken, limit) && taken <= limit;
  }

  /** The error for what {@link #admits} does not, or where it {@link #isFull}. */
  GradError exceeded(Held kind, long more) {
    exhausted = true;
    if (nodes > usable(bounds.graphNodes())) {
      return limit("the program's graphs have " + nodes + " nodes", "" + bounds.graphNodes())
          .help("does a loop add to a tensor that it never detaches?");
    }
    long usable = usable(bounds.bytes());
    if (!fits(bytes, more, usable) || isFull(bytes, usable)) {
      return limit(
          "the program would hold " + above(bytes + more, bounds.bytes()), size(bounds.bytes()));
    }
    return limit(
        "the program's tensors would take " + above(tensorBytes + more, bounds.tensorBytes()),
        size(bounds.tensorBytes()));
  }

  private static GradError limit(String taken, String most) {
    return new GradError(ErrorKind.LIMIT, taken + "; its limit is " + most);
  }

  /** A number of bytes beyond a limit that must not read like the limit. */
  private static String above(long bytes, long limit) {
    String text = size(Math.max(bytes, limit));
    return text.equals(size(limit)) ? "more than " + text : text;
  }

  /** A number of bytes for people. */
  static String size(long bytes) {
    double number = bytes;
    int unit = 0;
    while (number >= 1024 && unit < 4) {
      number /= 1024;
      unit++;
    }
    String name = new String[] {"bytes", "kB", "MB", "GB", "TB"}[unit];
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, name);
  }
}
