package org.gradlang.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a context runs pointwise expressions as one formula: whether the operation that runs now may
 * leave its elements to the next one, and what has been left so.
 *
 * <p>Confined to the context's thread.
 */
public final class Fusion {
  /**
   * Elements of a result from which on it pays; below, putting formulas together costs more than
   * temporaries that stay in the cache.
   */
  private static final int LEAST = 1 << 13;

  private final List<Storage.Source> waiting = new ArrayList<>();
  private int least = LEAST;
  private boolean open;

  /** Whether there may be something to {@link #settle}: one test at each call of a function. */
  private boolean active;

  /** Elements of a result from which on operations are put together. */
  public int least() {
    return least;
  }

  /** Changes from which size on operations are put together; results have the same bits. */
  public void setLeast(int elements) {
    least = elements;
  }

  /** The result of the next operation is a temporary: only the one after that sees it. */
  public void open() {
    open = true;
    active = true;
  }

  /** Results are to be seen by anybody again. */
  public void close() {
    open = false;
  }

  /** Whether a result is a temporary that need not be computed yet. */
  public boolean isOpen() {
    return open;
  }

  /** Whether there is anything to {@link #settle}. */
  public boolean isActive() {
    return open || !waiting.isEmpty();
  }

  /**
   * Computes what waits: called before anything runs that could change an operand or hand a
   * temporary on, which is all but pointwise operations on new memory.
   */
  public void settle() {
    if (active) {
      settleAll();
    }
  }

  /** The same before something is written over an array: only if it is for what waits. */
  public void settleReaders(Storage elements) {
    for (Storage.Source source : waiting) {
      if (source.reads(elements)) {
        settleAll();
        return;
      }
    }
  }

  private void settleAll() {
    open = false;
    while (!waiting.isEmpty()) {
      waiting.getLast().settle();
    }
    active = false;
  }

  /** Forgets what waits: nobody will ask for it, since the program that would have has ended. */
  public void forget() {
    open = false;
    active = false;
    waiting.clear();
  }

  /** Leaves the elements of a temporary to whoever asks for them, or to {@link #settle}. */
  public void add(Storage.Source deferred) {
    waiting.add(deferred);
    active = true;
  }

  /** Says that a variable is not read any more, see {@link Storage.Source#letGo}. */
  public void letGo(Object variable, boolean asked) {
    for (Storage.Source source : waiting) {
      source.letGo(variable, asked);
    }
  }

  /** What waits to be computed. */
  public List<Storage.Source> waiting() {
    return Collections.unmodifiableList(waiting);
  }

  /** The elements were computed, or are being so. */
  public void remove(Storage.Source deferred) {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      if (waiting.get(i) == deferred) {
        waiting.remove(i);
        return;
      }
    }
  }
}
