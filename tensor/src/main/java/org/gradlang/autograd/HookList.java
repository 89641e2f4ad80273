package org.gradlang.autograd;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.Ledger;

/**
 * Hooks in the order of registration; one that is removed while a pass runs through them is not
 * called any more, one that is added then is called in the next pass.
 */
final class HookList<H> {
  /** An entry, its handle, its place in the list, and what a script's function is wrapped in. */
  private static final int ENTRY_BYTES = 96;

  private List<Entry<H>> entries = List.of();

  /** One registered hook; its identity is the handle. */
  private static final class Entry<H> {
    final H hook;
    boolean removed;

    Entry(H hook) {
      this.hook = hook;
    }
  }

  HookHandle add(H hook) {
    Entry<H> entry = new Entry<>(hook);
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.hold(Held.HEADER, entry, ENTRY_BYTES);
    }
    List<Entry<H>> longer = new ArrayList<>(entries);
    longer.add(entry);
    entries = longer;
    return () -> remove(entry);
  }

  private void remove(Entry<H> entry) {
    entry.removed = true;
    List<Entry<H>> shorter = new ArrayList<>(entries);
    shorter.remove(entry);
    entries = shorter;
  }

  void forEach(java.util.function.Consumer<H> action) {
    for (Entry<H> entry : entries) {
      if (!entry.removed) {
        action.accept(entry.hook);
      }
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
