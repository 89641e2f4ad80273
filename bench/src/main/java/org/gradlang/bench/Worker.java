package org.gradlang.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.gradlang.Grad;

/**
 * Measures rows in this process and writes a line for each: {@code Worker THREADS ROUNDS SECONDS
 * CLOCK ROW...}.
 */
public final class Worker {
  private final int threads;
  private final Sampler sampler;
  private final int rounds;
  private final List<Peer> peers = new ArrayList<>(List.of(new GradPeer(), new PythonPeer()));

  private Worker(int threads, int rounds, double seconds, Clock clock) {
    this.threads = threads;
    this.rounds = rounds;
    this.sampler = new Sampler(rounds, seconds, threads, clock);
    ServiceLoader.load(Peer.class).forEach(peers::add);
  }

  /** Runs it. */
  public static void main(String[] args) {
    Worker worker =
        new Worker(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Double.parseDouble(args[2]),
            Clock.valueOf(args[3]));
    List<String> names = Arrays.asList(args).subList(4, args.length);
    Grad.onLargeStack(() -> {
      worker.measure(names);
      return null;
    });
    System.exit(0); // libraries of peers may have left threads
  }

  private void measure(List<String> names) {
    for (Peer peer : peers) {
      peer.start(threads);
      tell("peer\t" + peer.name() + "\t" + peer.description());
    }
    for (String name : names) {
      try {
        tell(measure(Rows.named(name)).line());
      } catch (RuntimeException e) {
        tell("failed\t" + name + "\t" + threads + "\t" + e);
      }
    }
    peers.forEach(Peer::close);
  }

  private static void tell(String line) {
    System.out.println(line.replace('\n', ' '));
    System.out.flush();
  }

  private Measured measure(Row row) {
    Map<String, Work> sides = new LinkedHashMap<>();
    for (Peer peer : peers) {
      peer.work(row).ifPresent(work -> sides.put(row.nameOf(peer), work));
    }
    System.gc();
    double[] ours = sides.get("Grad").digest();
    sides.forEach((name, side) -> {
      if (!name.equals("Grad")) {
        Digests.compare(row.name(), name, side.digest(), ours);
      }
    });
    List<String> order = List.copyOf(sides.keySet());
    Sampler.Samples samples = sampler.sample(List.copyOf(sides.values()));
    double[][] nanos = samples.nanos();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Map<String, Quartiles> times = new LinkedHashMap<>();
    Map<String, Quartiles> ratios = new LinkedHashMap<>();
    for (int side = 0; side < nanos.length; side++) {
      times.put(order.get(side), Quartiles.of(nanos[side]));
      if (side > 0) {
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          ratio[round] = nanos[side][round] / nanos[0][round];
        }
        ratios.put(order.get(side), Quartiles.of(ratio));
      }
    }
    double bytes = sampler.allocated(sides.get("Grad"), times.get("Grad").median());
    sides.values().forEach(Work::close);
    double warmUp = samples.warmUps()[order.indexOf("Grad")];
    return new Measured(row.name(), threads, times, ratios, bytes, load, warmUp);
  }
}
