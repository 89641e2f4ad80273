package org.gradlang.reliability.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * 200 engines on 8 threads say what each says alone, bit for bit, and hold no more at the end than
 * at the beginning. {@code -Dgrad.soak.seconds=600}, as in {@code mvn -Psoak}, makes it longer.
 */
final class SoakTest {
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("grad.soak.seconds", 5));
  private static final int ENGINES = 200;
  private static final int THREADS = 8;
  private static final int LOOKS = 10;

  /** After so long there are engines of every age. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  /** Each seed is heard alone first, which takes seconds. */
  private static final int SEEDS = LENGTH.compareTo(SETTLING) < 0 ? 3 : 28;

  @Test
  void enginesSideBySideAreAsAlone() throws InterruptedException {
    Town town = new Town(ENGINES, SEEDS);
    long episodes =
        town.alone().stream().flatMap(List::stream).map(SoakTest::episode).distinct().count();
    assertEquals(Episode.ALL.size(), episodes, "every kind of program runs");
    Vitals before = Vitals.taken();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().name("soak " + i).start(town::serve));
    }
    List<Vitals> vitals = watch(town);
    while (town.rounds() <= ENGINES / 4 && town.complaint() == null) {
      Thread.sleep(100); // a busy machine takes longer
    }
    town.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertNull(town.complaint());
    town.empty();
    rest();
    Vitals after = Vitals.taken();
    System.out.println("before: " + before + "\nafter: " + after);
    assertTrue(after.heap() < before.heap() + (16 << 20), "nothing is left of the engines");
    assertTrue(after.classes() < before.classes() + 400, "nor of their compiled code");
    flat("threads", vitals, Vitals::threads, 1);
    if (LENGTH.compareTo(SETTLING) >= 0) {
      flat("heap", vitals, Vitals::heap, 8 << 20);
      flat("classes", vitals, Vitals::classes, 200);
    }
  }

  private static String episode(String said) {
    return said.substring(0, said.indexOf('\n'));
  }

  /** Waits until no thread of an engine is left. */
  private static void rest() throws InterruptedException {
    for (int i = 0; Vitals.workers() > 0; i++) {
      assertTrue(i < 300, "threads of engines are left");
      Thread.sleep(100);
    }
  }

  private static List<Vitals> watch(Town town) throws InterruptedException {
    List<Vitals> vitals = new ArrayList<>();
    for (int i = 1; i <= LOOKS; i++) {
      Thread.sleep(LENGTH.dividedBy(LOOKS));
      vitals.add(town.atNight());
      System.out.printf(
          "%d s: %s; %d runs in %d engines%n",
          LENGTH.multipliedBy(i).dividedBy(LOOKS).toSeconds(),
          vitals.getLast(),
          town.rounds(),
          town.engines());
      if (town.complaint() != null) {
        break;
      }
    }
    return vitals;
  }

  /** No more in the last third than in the middle one, but for what chance makes of it. */
  private static void flat(
      String what, List<Vitals> vitals, ToLongFunction<Vitals> measure, long chance) {
    int third = LOOKS / 3;
    double middle = mean(vitals.subList(third, 2 * third), measure);
    double last = mean(vitals.subList(LOOKS - third, LOOKS), measure);
    assertTrue(last <= middle * 1.05 + chance, () -> what + " grew from " + middle + " to " + last);
  }

  private static double mean(List<Vitals> vitals, ToLongFunction<Vitals> measure) {
    return vitals.stream().mapToLong(measure).average().orElseThrow();
  }
}
