package org.gradlang.reliability.fuzz;

import java.util.List;

/**
 * Decisions that the bytes of an input make, one after the other; behind its end all are the first.
 */
final class Choices {
  private final byte[] bytes;
  private int at;

  Choices(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** Whether there is nothing left. */
  boolean isOver() {
    return at >= bytes.length;
  }

  /** A number from 0 up to {@code bound}, which it does not reach. */
  int below(int bound) {
    int value = next();
    return (bound <= 256 ? value : value << 8 | next()) % bound;
  }

  /** One of them. */
  <T> T of(List<T> all) {
    return all.get(below(all.size()));
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }
}
