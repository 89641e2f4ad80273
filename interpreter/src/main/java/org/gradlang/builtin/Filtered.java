package org.gradlang.builtin;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.Truth;
import org.jspecify.annotations.Nullable;

/** The elements for which a test is true, or that are true where there is none. */
final class Filtered implements ClosingIterator {
  private final Iterator<Object> elements;
  private final @Nullable Callable test;

  /** The next one, if it was found already. */
  private @Nullable Object next;

  Filtered(Iterator<Object> elements, @Nullable Callable test) {
    this.elements = elements;
    this.test = test;
  }

  @Override
  public boolean hasNext() {
    while (next == null && elements.hasNext()) {
      Object element = elements.next();
      if (Truth.of(test == null ? element : test.call(Arguments.of(element)))) {
        next = element;
      }
    }
    return next != null;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Object found = next;
    next = null;
    return found;
  }

  @Override
  public void close() {
    ClosingIterator.close(elements);
  }
}
