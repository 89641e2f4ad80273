package org.gradlang.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every operation with random arguments of one seed; {@code mvn -Pfuzz} makes many more calls. The
 * system properties {@code grad.fuzz.seed}, {@code grad.fuzz.rounds} (calls of each operation) and
 * {@code grad.fuzz.only} (a pattern of names) choose others.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("grad.fuzz.seed", 1);
  private static final int ROUNDS = Integer.getInteger("grad.fuzz.rounds", 8);
  private static final String ONLY = System.getProperty("grad.fuzz.only", ".*");

  /** How long one call may run before it counts as endless. */
  private static final int PATIENCE = 60_000;

  @Test
  @Timeout(7200)
  void everyCallGivesAResultOrAClearError() throws InterruptedException {
    Fuzzer fuzzer = new Fuzzer();
    for (Op op : Operations.all()) {
      if (op.name().matches(ONLY)) {
        watch(fuzzer, op);
      }
    }
    assertEquals("", String.join("\n", fuzzer.complaints()));
    assertTrue(fuzzer.results() > 0 && fuzzer.errors() > 0, "there are calls of both kinds");
  }

  private static void watch(Fuzzer fuzzer, Op op) throws InterruptedException {
    Thread thread = new Thread(() -> fuzzer.run(op, SEED, ROUNDS), "fuzz " + op);
    thread.setDaemon(true);
    thread.start();
    RandomCall seen = null;
    do {
      seen = fuzzer.running();
      thread.join(PATIENCE);
    } while (thread.isAlive() && fuzzer.running() != seen);
    assertTrue(!thread.isAlive(), () -> endless(fuzzer, thread));
  }

  private static String endless(Fuzzer fuzzer, Thread thread) {
    return fuzzer.running() + " does not end: " + Arrays.toString(thread.getStackTrace());
  }
}
