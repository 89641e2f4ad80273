package org.gradlang.repl;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.gradlang.Limits;
import org.gradlang.syntax.Diagnostic;

/**
 * What a program is limited to that nobody trusts, unless the command line says otherwise. It is
 * granted its output and its arguments, and nothing else: no files and no imports but the standard
 * library, no clock, no pictures, no progress bars.
 */
final class Sandbox {
  private static final long BYTES = 512L << 20;
  private static final long OUTPUT = 1L << 20;
  private static final int DEPTH = 1000;
  private static final Duration TIME = Duration.ofSeconds(30);

  /** Warnings stand beside the output, and count as none: more of them would be a way around. */
  private static final int WARNINGS = 100;

  private Sandbox() {}

  /** The limits where the command line has none. */
  static Limits limits() {
    long heap = Runtime.getRuntime().maxMemory();
    return Limits.none()
        .bytes(Math.min(BYTES, heap / 2)) // the other half is for what Grad itself needs
        .output(OUTPUT)
        .callDepth(DEPTH)
        .deadline(TIME);
  }

  /** Shows so many warnings and no more. */
  static Consumer<Diagnostic> few(Consumer<Diagnostic> shown) {
    AtomicInteger count = new AtomicInteger();
    return warning -> {
      if (count.getAndIncrement() < WARNINGS) {
        shown.accept(warning);
      }
    };
  }
}
