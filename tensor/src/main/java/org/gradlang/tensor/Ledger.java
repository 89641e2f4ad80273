package org.gradlang.tensor;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a program holds in memory, counted against its limits.
 *
 * <p>Whoever makes something that may be large asks first ({@link #admit}) and says so afterwards
 * ({@link #hold}); it counts until the collector of garbage has found it dead. Small things are
 * told alike, and counted by samples. What is counted is therefore an upper bound between two
 * collections: where it reaches a limit, the JVM is asked for one, and only what lives after it is
 * too much.
 *
 * <p>An engine has one, where memory is limited; threads that work for it share it.
 */
public final class Ledger {
  /** Watching a thing takes as much memory as this. */
  private static final int LEAST_GRAIN = 64;

  /**
   * Whether any engine of this process counts memory. Until one does, nothing has to look for the
   * thread's context, which takes 2 of the 50 nanoseconds of a small operation.
   */
  private static boolean counted;

  private final Totals totals;
  private final Watched watched;
  private final Collecting collecting;
  private final Sampling tensors;
  private final Sampling others;
  private final Sampling nodes;
  private final ReentrantLock guard = new ReentrantLock();

  @SuppressWarnings("StaticAssignmentInConstructor") // once, and for good
  Ledger(Bounds bounds, Budget budget) {
    counted = true;
    this.totals = new Totals(bounds);
    this.watched = new Watched(totals);
    this.collecting = new Collecting(budget);
    this.tensors = new Sampling(Math.min(bounds.tensorBytes(), bounds.bytes()), LEAST_GRAIN);
    this.others = new Sampling(bounds.bytes(), LEAST_GRAIN);
    this.nodes = new Sampling(bounds.graphNodes(), 1);
  }

  /** What counts for the code that runs on this thread; null where memory is not limited. */
  public static @Nullable Ledger current() {
    return counted ? Context.current().ledger() : null;
  }

  /** Begins a run of the engine. */
  void begin() {
    guard.lock();
    try {
      totals.begin();
    } finally {
      guard.unlock();
    }
  }

  /**
   * Asks for memory, before it is taken.
   *
   * @throws GradError a LimitError if what lives and this would be too much
   */
  public void admit(Held kind, long bytes) {
    if (bytes >= sampling(kind).grain()) {
      guard.lock();
      try {
        require(kind, bytes);
      } finally {
        guard.unlock();
      }
    }
  }

  /**
   * Counts something from now until it is dead.
   *
   * @param object that the memory belongs to: an array rather than what shares it
   * @param bytes that it takes; for a collection, without what it holds
   * @throws GradError a LimitError if what lives is too much
   */
  public <T> T hold(Held kind, T object, long bytes) {
    long weight = sampling(kind).weight(bytes);
    long count = kind == Held.NODE ? nodes.weight(1) : 0;
    if ((weight | count) != 0) {
      watch(kind, object, weight, count);
    }
    return object;
  }

  private void watch(Held kind, Object object, long bytes, long count) {
    guard.lock();
    try {
      watched.add(object, kind, bytes, count);
      require(kind, 0);
    } finally {
      guard.unlock();
    }
  }

  /**
   * Asks for memory that a kernel needs for a while, which counts until {@link #release}.
   *
   * @throws GradError a LimitError if what lives and this would be too much; nothing is then
   *     counted
   */
  public void claim(long bytes) {
    guard.lock();
    try {
      require(Held.TENSOR, bytes);
      totals.add(Held.TENSOR, bytes, 0);
    } finally {
      guard.unlock();
    }
  }

  /** Ends a {@link #claim}. */
  public void release(long bytes) {
    guard.lock();
    try {
      totals.add(Held.TENSOR, -bytes, 0);
    } finally {
      guard.unlock();
    }
  }

  private Sampling sampling(Held kind) {
    return kind == Held.TENSOR ? tensors : others;
  }

  private void require(Held kind, long bytes) {
    if (totals.admits(kind, bytes)) {
      return;
    }
    boolean known = totals.couldAdmit(kind, bytes) && reclaim(kind, bytes);
    if (!totals.admits(kind, bytes) || known && totals.isFull(kind)) {
      throw totals.exceeded(kind, bytes);
    }
  }

  /** Looks what has died, until there is room or all that lives is known: whether it is. */
  private boolean reclaim(Held kind, long bytes) {
    if (collecting.happened()) {
      watched.sweep();
    }
    boolean known = false;
    while (!known && !totals.admits(kind, bytes)) {
      known = collecting.await();
      long before = totals.bytes();
      watched.sweep();
      if (known) {
        collecting.freed(before - totals.bytes());
      }
    }
    return known;
  }

  /** Bytes of all that is known to live, or of what died since the last look. */
  public long bytes() {
    guard.lock();
    try {
      if (collecting.happened()) {
        watched.sweep();
      }
      return totals.bytes();
    } finally {
      guard.unlock();
    }
  }

  /** Bytes of all that was ever taken, whether it lives or not. */
  public long taken() {
    guard.lock();
    try {
      return totals.taken();
    } finally {
      guard.unlock();
    }
  }

  /** How many things are watched. */
  int watched() {
    return watched.count();
  }
}
