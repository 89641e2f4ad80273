package org.gradlang.repl;

import java.time.Duration;

/**
 * Ends the process where a program nobody trusts does not end in time, whatever keeps it: the
 * engine's own deadline holds for what runs, this one also for what comes before, such as parsing
 * it, and for what an engine cannot stop.
 */
final class Watchdog implements AutoCloseable {
  /** How much later than the engine's own deadline. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Duration time;
  private final Terminal terminal;
  private final Thread thread = new Thread(this::watch, "grad-watchdog");
  private volatile long started = System.nanoTime();

  private Watchdog(Duration time, Terminal terminal) {
    this.time = time;
    this.terminal = terminal;
  }

  /** Begins to count the time. */
  static Watchdog begin(Duration time, Terminal terminal) {
    Watchdog watchdog = new Watchdog(time, terminal);
    watchdog.thread.setDaemon(true);
    watchdog.thread.start();
    return watchdog;
  }

  /** Begins to count anew: the program is compiled, and runs. */
  void restart() {
    started = System.nanoTime();
  }

  private Duration left() {
    return time.plus(GRACE).minusNanos(System.nanoTime() - started);
  }

  private void watch() {
    try {
      for (Duration left = left(); left.isPositive(); left = left()) {
        Thread.sleep(left);
      }
    } catch (InterruptedException e) {
      return; // it has ended
    }
    terminal.out().flushIfFree();
    terminal
        .error()
        .print("grad: the program was to end within " + Quantity.text(time) + " and did not\n");
    terminal.error().flush();
    Runtime.getRuntime().halt(ExitCode.LIMIT);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
