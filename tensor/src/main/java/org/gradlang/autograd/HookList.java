package org.gradlang.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Hooks in the order of registration; one that is removed while a pass runs through them is not
 * called any more, one that is added then is called in the next pass. Adding and removing take the
 * same time however many there are.
 */
final class HookList<H> {
  /** An entry, its handle, its place in the list, and what a script's function is wrapped in. */
  private static final int ENTRY_BYTES = 96;

  private final List<Entry<H>> entries = new ArrayList<>();

  /** How many of them were removed; those that stay move together once they are half. */
  private int removed;

  /** How many passes run through them: nothing moves meanwhile. */
  private int passes;

  /** One registered hook, null once it is removed; its identity is the handle. */
  private static final class Entry<H> {
    @Nullable H hook;

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
    entries.add(entry);
    return () -> remove(entry);
  }

  private void remove(Entry<H> entry) {
    if (entry.hook != null) {
      entry.hook = null;
      removed++;
      tidy();
    }
  }

  private void tidy() {
    if (passes == 0 && 2 * removed >= entries.size()) {
      entries.removeIf(entry -> entry.hook == null);
      removed = 0;
    }
  }

  void forEach(Consumer<H> action) {
    int count = entries.size();
    passes++;
    try {
      for (int i = 0; i < count; i++) {
        H hook = entries.get(i).hook;
        if (hook != null) {
          action.accept(hook);
        }
      }
    } finally {
      passes--;
      tidy();
    }
  }

  boolean isEmpty() {
    return removed == entries.size();
  }
}
