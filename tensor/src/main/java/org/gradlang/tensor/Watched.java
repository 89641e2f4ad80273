package org.gradlang.tensor;

import java.lang.ref.PhantomReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Things that count until the collector of garbage has found them dead. It clears their references
 * by itself, so that neither a queue nor a thread is needed: whoever wants to know looks.
 */
final class Watched {
  private static final class Entry extends PhantomReference<Object> {
    final Held kind;
    final long bytes;
    final long nodes;

    Entry(Object object, Held kind, long bytes, long nodes) {
      super(object, null);
      this.kind = kind;
      this.bytes = bytes;
      this.nodes = nodes;
    }
  }

  private @Nullable Entry[] entries = new Entry[64];
  private int count;
  private final Totals totals;

  /** Things that are added to the totals, and taken off where they are found dead. */
  Watched(Totals totals) {
    this.totals = totals;
  }

  void add(Object object, Held kind, long bytes, long nodes) {
    if (count == entries.length) {
      entries = Arrays.copyOf(entries, 2 * count);
    }
    entries[count++] = new Entry(object, kind, bytes, nodes);
    totals.add(kind, bytes, nodes);
  }

  /** Takes off what has died. */
  void sweep() {
    int live = 0;
    for (int i = 0; i < count; i++) {
      Entry entry = entries[i];
      if (entry != null && entry.refersTo(null)) {
        totals.add(entry.kind, -entry.bytes, -entry.nodes);
      } else {
        entries[live++] = entry;
      }
    }
    Arrays.fill(entries, live, count, null);
    count = live;
  }

  /** How many things are watched. */
  int count() {
    return count;
  }
}
