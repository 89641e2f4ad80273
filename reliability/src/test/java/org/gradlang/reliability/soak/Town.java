package org.gradlang.reliability.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.gradlang.Frozen;
import org.gradlang.Grad;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that threads serve in turn, each by whoever is free. What a tenant says is compared with
 * what one of the same seed said alone.
 */
final class Town {
  private final List<List<String>> alone = new ArrayList<>();
  private final Queue<Tenant> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantReadWriteLock day = new ReentrantReadWriteLock();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicInteger arrivals = new AtomicInteger();
  private final Frozen trained;
  private volatile boolean open = true;

  /** With so many tenants of so many different seeds, each of which is heard alone before. */
  Town(int tenants, int seeds) {
    this.trained = trained();
    for (int seed = 0; seed < seeds; seed++) {
      List<String> said = new ArrayList<>();
      try (Tenant tenant = new Tenant(seed, Tenant.ROUNDS, trained)) {
        while (!tenant.isDone()) {
          said.add(tenant.next());
        }
      }
      alone.add(said);
    }
    for (int i = 0; i < tenants; i++) {
      waiting.add(arrival(1 + i % Tenant.ROUNDS)); // so that later there are some of every age
    }
  }

  private static Frozen trained() {
    try (Grad grad = Grad.builder().seed(3).build()) {
      return grad.eval("nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).state_dict()")
          .freeze();
    }
  }

  private Tenant arrival(int rounds) {
    return new Tenant(arrivals.getAndIncrement() % alone.size(), rounds, trained);
  }

  /** What a thread does until the town closes. */
  void serve() {
    while (open) {
      day.readLock().lock();
      try {
        Tenant tenant = waiting.poll();
        if (tenant != null) {
          waiting.add(served(tenant));
        }
      } catch (RuntimeException | Error e) {
        complaints.add(e.toString());
        throw e;
      } finally {
        day.readLock().unlock();
      }
    }
  }

  private Tenant served(Tenant tenant) {
    String expected = alone.get(tenant.seed()).get(tenant.round());
    String said = tenant.next();
    rounds.incrementAndGet();
    if (!said.equals(expected)) {
      complaints.add(
          "seed "
              + tenant.seed()
              + ", round "
              + tenant.round()
              + ":\n"
              + said
              + "\nand alone:\n"
              + expected);
    }
    if (!tenant.isDone()) {
      return tenant;
    }
    tenant.close();
    return arrival(Tenant.ROUNDS);
  }

  /** What the JVM holds while nobody is served. */
  Vitals atNight() {
    day.writeLock().lock();
    try {
      return Vitals.taken();
    } finally {
      day.writeLock().unlock();
    }
  }

  void close() {
    open = false;
  }

  /** Lets all tenants go. */
  void empty() {
    waiting.forEach(Tenant::close);
    waiting.clear();
  }

  /** The first thing that was not as it must be. */
  @Nullable String complaint() {
    return complaints.peek();
  }

  long rounds() {
    return rounds.get();
  }

  /** Engines that were made. */
  int engines() {
    return arrivals.get();
  }

  /** What programs ended with, alone. */
  List<List<String>> alone() {
    return alone;
  }
}
