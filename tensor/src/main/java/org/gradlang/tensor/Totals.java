package org.gradlang.tensor;

import java.util.Locale;

/** What lives, as far as it is known, and the limits that it is held against. */
final class Totals {
  private final Bounds bounds;
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

  long bytes() {
    return bytes;
  }

  /** All that was ever added. */
  long taken() {
    return taken;
  }

  /** Whether there is room for so much more. */
  boolean admits(Held kind, long more) {
    return nodes <= bounds.graphNodes()
        && fits(bytes, more, bounds.bytes())
        && (kind != Held.TENSOR || fits(tensorBytes, more, bounds.tensorBytes()));
  }

  /** Whether so much would have room if nothing else lived. */
  boolean couldAdmit(Held kind, long more) {
    return fits(0, more, bounds.bytes())
        && (kind != Held.TENSOR || fits(0, more, bounds.tensorBytes()));
  }

  private static boolean fits(long taken, long more, long limit) {
    return more <= limit - Math.min(taken, limit) && taken <= limit;
  }

  /** The error for what {@link #admits} does not. */
  GradError exceeded(Held kind, long more) {
    if (nodes > bounds.graphNodes()) {
      return limit("the program's graphs have " + nodes + " nodes", "" + bounds.graphNodes())
          .help("does a loop add to a tensor that it never detaches?");
    }
    if (!fits(bytes, more, bounds.bytes())) {
      return limit("the program would hold " + size(bytes + more), size(bounds.bytes()));
    }
    return limit(
        "the program's tensors would take " + size(tensorBytes + more), size(bounds.tensorBytes()));
  }

  private static GradError limit(String taken, String most) {
    return new GradError(ErrorKind.LIMIT, taken + "; its limit is " + most);
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
