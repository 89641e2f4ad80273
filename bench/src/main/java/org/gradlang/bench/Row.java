package org.gradlang.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A comparison.
 *
 * @param name unique; a libtorch side goes by it
 * @param group the table that it stands in
 * @param program Grad's and Python's side
 * @param threads the numbers of threads to measure with
 * @param required for each peer the least ratio of its time to Grad's
 */
public record Row(
    String name,
    String group,
    Program program,
    List<Integer> threads,
    Map<String, Double> required) {
  /** The names of peers. */
  public static final String PYTHON = "PyTorch";

  /** libtorch in the same process. */
  public static final String LIBTORCH = "libtorch";

  /** The Python that PyTorch runs in, where a program uses nothing else. */
  public static final String CPYTHON = "CPython";

  /** A row of the programs {@code programs/FILE.grad} and {@code programs/FILE.py}. */
  static Row of(String group, String name, Program program) {
    return new Row(name, group, program, List.of(1), Map.of());
  }

  /** What a peer is called in this row: Python without PyTorch is Python. */
  String nameOf(Peer peer) {
    return peer.name().equals(PYTHON) && !program.python().contains("torch")
        ? CPYTHON
        : peer.name();
  }

  /** Measured with one thread, and with two. */
  Row threaded() {
    return new Row(name, group, program, List.of(1, 2), required);
  }

  /** Must be this much faster than each of the peers named. */
  Row atLeast(double ratio, String... peers) {
    Map<String, Double> all = new TreeMap<>(required);
    for (String peer : peers) {
      all.put(peer, ratio);
    }
    return new Row(name, group, program, threads, all);
  }
}
