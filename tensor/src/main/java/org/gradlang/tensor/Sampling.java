package org.gradlang.tensor;

import java.util.SplittableRandom;

/**
 * Which of many small things are counted for all of them.
 *
 * <p>One of at least {@link #grain} bytes is counted as it is. Among smaller ones a random point in
 * every {@code grain} bytes, on average, picks the one that it falls into, which then stands for
 * {@code grain} bytes: what is counted is right on average whatever the sizes, and n points are off
 * by the square root of n. The distances are random (exponential, so that nothing can be known from
 * the points before) and the generator is no program's, so that none can put what it keeps between
 * the points.
 *
 * <p>Threads that count at the same time may lose a little of each other's.
 */
final class Sampling {
  /**
   * How many of a limit's grains there are: the count is off by 1/128 of the limit (one standard
   * deviation), and so many things at most are watched.
   */
  private static final long GRAINS = 1 << 14;

  private final SplittableRandom random = new SplittableRandom();
  private final long grain;
  private long distance;

  /**
   * For a limit.
   *
   * @param least grain that is worth while
   */
  Sampling(long limit, long least) {
    this.grain = Math.max(least, limit / GRAINS);
    this.distance = draw();
  }

  /** From how many bytes on a thing is counted by itself. */
  long grain() {
    return grain;
  }

  /** For how many bytes a new thing of so many stands; 0 for most of the small ones. */
  long weight(long bytes) {
    if (bytes >= grain) {
      return bytes;
    }
    distance -= bytes;
    return distance >= 0 ? 0 : picked();
  }

  private long picked() {
    long points = 0;
    while (distance < 0) {
      distance += draw();
      points++;
    }
    return points * grain;
  }

  private long draw() {
    return 1 + (long) (-Math.log(1 - random.nextDouble()) * grain);
  }
}
