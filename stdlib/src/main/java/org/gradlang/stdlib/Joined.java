package org.gradlang.stdlib;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.gradlang.Declarations;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.Iteration;
import org.gradlang.value.IteratorValue;

/**
 * The elements of what a function gives call for call, until it gives None. The function is called
 * when an element of what it gives next is asked for, and not before: samplers draw their numbers
 * so late.
 */
final class Joined implements Iterator<Object> {
  private final Callable parts;
  private Iterator<Object> part = Collections.emptyIterator();
  private boolean ended;

  private Joined(Callable parts) {
    this.parts = parts;
  }

  /** Declares {@code data.base.joined}, for the files of the library. */
  static void declare(Declarations names) {
    names.later("data.base.joined", Joined::builtin);
  }

  private static Callable builtin() {
    return Builtin.of(
        "joined(parts: any)",
        "The elements of what the function parts gives, call for call, until it gives None.",
        a -> new IteratorValue(new Joined(Calls.callable(a[0]))));
  }

  @Override
  public boolean hasNext() {
    while (!part.hasNext()) {
      if (ended) {
        return false;
      }
      Object next = parts.call(Arguments.NONE);
      ended = next == None.NONE;
      if (!ended) {
        part = Iteration.of(next);
      }
    }
    return true;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return part.next();
  }
}
