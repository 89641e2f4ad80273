package org.gradlang.kernel;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loops over vectors that are {@linkplain BringUp brought up} when they are asked for. Until they
 * are compiled there are others of the same results, or none.
 *
 * @param <T> the loops' type; nullable where there are none before
 */
final class LateLoops<T extends @Nullable Object> {
  private final long patience;
  private final long nanos;
  private final Supplier<@Nullable Draft<T>> maker;
  private long wanted; // counts roughly; asked twice, they are made twice: no harm
  private volatile T ready;

  /**
   * Loops that are not compiled yet.
   *
   * @param rehearsal runs all of them on small data
   */
  record Draft<T extends @Nullable Object>(T loops, Runnable rehearsal) {}

  /**
   * Loops for so much work.
   *
   * @param before the loops until they are ready
   * @param patience work, in units of the caller's, after which they are brought up
   * @param nanos what compiled loops stay below in a rehearsal, and others are far above
   * @param maker makes them where there is a Vector API; null where it lacks what they need
   */
  LateLoops(T before, long patience, long nanos, Supplier<@Nullable Draft<T>> maker) {
    this.ready = before;
    this.patience = patience;
    this.nanos = nanos;
    this.maker = maker;
  }

  /** Loops that are brought up for whoever asks first. */
  LateLoops(T before, long nanos, Supplier<@Nullable Draft<T>> maker) {
    this(before, 1, nanos, maker);
  }

  /** The loops that are ready. */
  T getNow() {
    return get(patience);
  }

  /** The loops that are ready, for so much work. */
  T get(long work) {
    if (wanted < patience) {
      wanted += work;
      if (wanted >= patience) {
        BringUp.later(this::bringUp);
      }
    }
    return ready;
  }

  private void bringUp() {
    @Nullable Draft<T> draft = SimdKernels.isAvailable() ? maker.get() : null;
    if (draft != null) {
      BringUp.start(
          List.of(new BringUp.Rehearsal(draft.rehearsal(), nanos)), () -> ready = draft.loops());
    }
  }
}
