package org.gradlang.spec.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What of a JVM must be as it was before.
 *
 * @param heap bytes in use after a collection
 * @param threads those that run
 * @param files in the folder that it was started in
 */
record Health(long heap, Set<String> threads, List<Path> files) {
  /** Compiled code, loaded classes and their constants may take so much more. */
  private static final long MORE = 48 << 20;

  /** The whole JVM's: it waits as long as the JVM compiles other code. */
  private static final String BRING_UP = "grad-bring-up";

  static Health now() {
    return new Health(usedHeap(), names(), list());
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Threads of engines; the JVM and the tests may start others. */
  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("grad") && !thread.getName().equals(BRING_UP)) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  private static List<Path> list() {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The threads that were not there; one of before may have ended by itself since. */
  private Set<String> left(Set<String> before) {
    Set<String> left = new TreeSet<>(threads);
    left.removeAll(before);
    return left;
  }

  /** Waits a little for what was left to end by itself. */
  void assertStillSo() throws InterruptedException {
    Health now = now();
    for (int i = 0; i < 300 && !(now.left(threads).isEmpty() && now.heap < heap + MORE); i++) {
      Thread.sleep(100);
      now = now();
    }
    assertEquals(Set.of(), now.left(threads), "threads are left");
    assertEquals(files, now.files, "files were made");
    assertTrue(now.heap < heap + MORE, "the heap grew from " + heap + " to " + now.heap);
  }
}
