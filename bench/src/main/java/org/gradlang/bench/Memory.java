package org.gradlang.bench;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.gradlang.Grad;

/**
 * The most bytes that a program of training holds at one time: {@code Memory PROGRAM}. Collections
 * of garbage are forced again and again while it runs, on another thread, and after each all that
 * is left is counted. They stop the program, so it goes on for a while between them: else it would
 * have done a step or two when they are over, on the loops that it starts with.
 */
public final class Memory {
  static final String TITLE = "Memory of training";
  private static final int COLLECTIONS = 300;

  /** Milliseconds at most that the program has between two collections, on average half of them. */
  private static final int PAUSE = 40;

  /** Brings in what the engine keeps of its library, which does not count. */
  private static final String SMALL =
      """
      fn small() {
          let net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Conv2d(1, 1, 1), nn.LSTM(2, 2))
          for opt in [optim.Adam(net.parameters()), optim.SGD(net.parameters(), lr=0.1)] {
              cross_entropy(net[0](randn(2, 2)), tensor([0, 1])).backward()
              opt.step()
              opt.zero_grad()
          }
      }
      small()
      """;

  private Memory() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String program = Files.readString(Spawned.folder().resolve("programs").resolve(args[0]));
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong most = new AtomicLong();
    Grad grad = Grad.builder().threads(1).seed(1).build();
    grad.eval(SMALL);
    System.gc();
    long base = kept();
    Thread collector =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
                most.accumulateAndGet(kept(), Math::max);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(i * 7L % PAUSE));
              }
              ended.set(true);
            });
    grad.eval(program);
    while (!ended.get()) {
      var _ = grad.eval("run(1)");
    }
    grad.close();
    collector.join();
    System.out.println(most.get() - base);
  }

  /** What the last collection has left. */
  private static long kept() {
    return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
        .map(GarbageCollectorMXBean::getLastGcInfo)
        .filter(info -> info != null)
        .max((a, b) -> Long.compare(a.getEndTime(), b.getEndTime()))
        .map(GcInfo::getMemoryUsageAfterGc)
        .map(pools ->
            pools.entrySet().stream()
                .filter(pool -> isHeap(pool.getKey()))
                .mapToLong(pool -> used(pool.getValue()))
                .sum())
        .orElse(0L);
  }

  private static boolean isHeap(String pool) {
    return pool.contains("Eden") || pool.contains("Survivor") || pool.contains("Old");
  }

  private static long used(MemoryUsage usage) {
    return usage.getUsed();
  }
}
