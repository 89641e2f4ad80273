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
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("grad.soak.seconds", 8));
  private static final int ENGINES = 200;
  private static final int THREADS = 8;
  private static final int LOOKS = 10;

  @Test
  void enginesSideBySideAreAsAlone() throws InterruptedException {
    Town town = new Town(ENGINES);
    assertEquals(
        14, town.alone().stream().flatMap(List::stream).map(SoakTest::first).distinct().count());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().name("soak " + i).start(town::serve));
    }
    List<Vitals> vitals = watch(town);
    town.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertNull(town.complaint());
    assertTrue(town.rounds() > ENGINES, "there was time for rounds");
    flat("heap", vitals, Vitals::heap, 4 << 20);
    flat("classes", vitals, Vitals::classes, 100);
    flat("threads", vitals, Vitals::threads, 0);
  }

  private static String first(String said) {
    return said.substring(0, said.indexOf('\n'));
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
