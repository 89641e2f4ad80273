package org.gradlang.tensor;

/**
 * Has the JVM collect garbage before large arrays make its heap grow, so that they come to memory
 * that was used before.
 *
 * <p>What does not fit where new objects are made goes to where old ones are, and collectors that
 * stop the world look there only once no memory is left that the process may have. A loop over
 * arrays of 128 MB then wrote to gigabytes that the system had to give page by page: tanh of 32
 * million elements took 364 ms, and 53 to 65 since.
 *
 * <p>A context's, for its own thread.
 */
final class Reuse {
  /**
   * What may be made between two collections. These take 20 to 50 ms; the system takes as long to
   * give 20 MB for the first time, where it runs on a virtual machine.
   */
  private static final long LEAST = 1L << 28;

  private long made;
  private long most = LEAST;

  /** Says that an array is going to be made that is large for young objects. */
  void before(long bytes, Context context) {
    made += bytes;
    if (made > most) {
      made = bytes;
      most = context.aside(Reuse::collect);
    }
  }

  /** Where much lives, as much as half of it may be made next: moving it takes time as well. */
  private static long collect() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return Math.max(LEAST, (runtime.totalMemory() - runtime.freeMemory()) / 2);
  }
}
