package org.gradlang.tensor;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a program may still use up, and whether it was told to stop.
 *
 * <p>Confined to its engine's thread but for {@link #cancel()}, which any thread may call, and
 * {@link #check()}, which every thread calls that works for the program. A limit that is reached is
 * a LimitError, which scripts cannot catch. What is checked often costs a field test: the clock and
 * the thread's interruption are looked at now and then.
 */
public final class Budget {
  /** Steps between two looks at the clock and the interruption. */
  private static final int PERIOD = 64;

  /** What code works under whose engine limits nothing. */
  private static final Budget FREE = new Budget(Bounds.none());

  /**
   * Whether any engine of this process limits how much its programs hold or how long that is. Until
   * one does, nothing has to look for the thread's context, which takes 2 to 4 of the 25 to 45
   * nanoseconds in which a short list, tuple or text is made.
   */
  private static boolean sizesMatter;

  private final Bounds bounds;
  private final long stepLimit;
  private final int depthLimit;
  private final long nanosLimit;
  private final @Nullable Ledger ledger;
  private long steps;
  private long written;
  private int depth;
  private int untilLook = PERIOD;
  private long started = System.nanoTime();
  private volatile boolean stopped;

  /** Who cancels stops the run that he saw, never one that begins meanwhile. */
  private final ReentrantLock guard = new ReentrantLock();

  private boolean running;
  private boolean cancelled;

  /** A budget for each run; what lives in memory counts for all runs together. */
  @SuppressWarnings("StaticAssignmentInConstructor") // once, and for good
  public Budget(Bounds bounds) {
    this.bounds = bounds;
    this.stepLimit = bounds.steps();
    this.depthLimit = bounds.callDepth();
    this.nanosLimit = bounds.nanos();
    this.ledger = bounds.onMemory() ? new Ledger(bounds, this) : null;
    if (ledger != null || bounds.length() != Integer.MAX_VALUE) {
      sizesMatter = true;
    }
  }

  /** What texts and collections made on this thread are held against. */
  public static Budget ofSizes() {
    return sizesMatter ? Context.current().budget() : FREE;
  }

  /** The limits. */
  public Bounds bounds() {
    return bounds;
  }

  /** What counts the program's memory; null where that is not limited. */
  public @Nullable Ledger ledger() {
    return ledger;
  }

  /** Begins a run with everything unused. */
  public void start() {
    steps = 0;
    written = 0;
    depth = 0;
    untilLook = (int) Math.min(PERIOD, stepLimit);
    started = System.nanoTime();
    if (ledger != null) {
      ledger.begin();
    }
    begin(true);
  }

  /** Ends a run: there is nothing to cancel any more. */
  public void end() {
    begin(false);
  }

  private void begin(boolean runs) {
    guard.lock();
    try {
      running = runs;
      cancelled = false;
      stopped = false;
    } finally {
      guard.unlock();
    }
  }

  /** Counts a step: a call, or a loop's round. */
  public void tick() {
    if (stopped || --untilLook < 0) {
      look();
    }
  }

  /** Counts a step at a place that is not yet on its errors. */
  public void tick(Origin site) {
    if (stopped || --untilLook < 0) {
      try {
        look();
      } catch (GradError e) {
        throw e.at(site);
      }
    }
  }

  private void look() {
    steps += PERIOD;
    untilLook = PERIOD;
    check();
    if (steps > stepLimit) {
      throw limit("the program took more than " + stepLimit + " steps");
    }
  }

  /**
   * Throws a LimitError if the program was told to stop, or its time is over. Any thread that works
   * for the program may ask.
   */
  public void check() {
    if (stopped || Thread.currentThread().isInterrupted()) {
      throw limit("the program was interrupted");
    }
    if (nanosLimit != Long.MAX_VALUE && System.nanoTime() - started > nanosLimit) {
      throw limit("the program ran for more than " + nanosLimit / 1e9 + " seconds");
    }
  }

  /** Counts characters of output, before they are written. */
  public void write(long characters) {
    written += characters;
    if (written > bounds.output()) {
      throw limit("the program writes more than " + bounds.output() + " characters");
    }
  }

  /**
   * Asks whether a text or a collection may be so long.
   *
   * @param unit what it is long in, such as {@code "characters in a text"}
   */
  public void requireLength(long length, String unit) {
    if (length > bounds.length()) {
      throw limit(length + " " + unit + " would be too long; the limit is " + bounds.length());
    }
  }

  /** How many characters of output may still be written in this run. */
  public long writable() {
    return Math.max(0, bounds.output() - written);
  }

  private static GradError limit(String message) {
    return new GradError(ErrorKind.LIMIT, message);
  }

  /** Counts a call that begins. */
  public void enter() {
    if (depth >= depthLimit) {
      throw tooDeep();
    }
    depth++;
    tick();
  }

  /** Counts a call that ended. */
  public void leave() {
    depth--;
  }

  /** The error for recursion without end. */
  public GradError tooDeep() {
    return limit("more than " + Math.min(depth, depthLimit) + " calls inside each other")
        .help("does a function call itself without end?");
  }

  /** Stops what runs; nothing if nothing does. Any thread may ask for it. */
  public void cancel() {
    guard.lock();
    try {
      cancelled |= running;
      stopped |= running;
    } finally {
      guard.unlock();
    }
  }

  /** Makes all threads stop that work for the program; {@link #settle} where they have ended. */
  void stop() {
    stopped = true;
  }

  /** What comes next may run, unless the program was cancelled meanwhile. */
  void settle() {
    guard.lock();
    try {
      stopped = cancelled;
    } finally {
      guard.unlock();
    }
  }
}
