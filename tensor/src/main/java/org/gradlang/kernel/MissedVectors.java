package org.gradlang.kernel;

/** Tells the host's log, once in the life of a JVM, how it would compute faster. */
final class MissedVectors {
  private static final String LOGGER = "org.gradlang";

  private static final String MESSAGE =
      "Grad computes without SIMD: java --add-modules jdk.incubator.vector makes large tensors"
          + " faster";

  private MissedVectors() {}

  /** To be called where there is enough work for SIMD; all calls but the first do nothing. */
  static void tell() {
    Once.TOLD.run();
  }

  /** The JVM initialises a class once, whichever threads ask for it. */
  private static final class Once {
    static final Runnable TOLD = told();

    private static Runnable told() {
      System.getLogger(LOGGER).log(System.Logger.Level.INFO, MESSAGE);
      return () -> {};
    }
  }
}
