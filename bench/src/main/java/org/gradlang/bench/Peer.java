package org.gradlang.bench;

import java.util.Optional;

/** What Grad is compared with. Those that need libraries of their own are found as services. */
public interface Peer extends AutoCloseable {
  /** As it is called in tables. */
  String name();

  /** What it is in full: versions and libraries. */
  String description();

  /** Called once, before anything else. */
  void start(int threads);

  /** Its side of a row; empty where it has none. */
  Optional<Work> work(Row row);

  @Override
  default void close() {}
}
