package org.gradlang.builtin;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.TupleValue;

/** Tuples of the elements of several iterators, as long as all have one. */
final class Zipped implements ClosingIterator {
  private final List<Iterator<Object>> sources;
  private final boolean strict;

  /** {@code strict}: that some end before others is an error. */
  Zipped(List<Iterator<Object>> sources, boolean strict) {
    this.sources = sources;
    this.strict = strict;
  }

  @Override
  public boolean hasNext() {
    int ready = 0;
    for (Iterator<Object> source : sources) {
      if (source.hasNext()) {
        ready++;
      } else if (!strict) {
        return false;
      }
    }
    if (strict && ready != 0 && ready != sources.size()) {
      throw new GradError(ErrorKind.VALUE, "zip() with strict=True: not all have the same length");
    }
    return ready != 0;
  }

  @Override
  public Object next() {
    Object[] elements = new Object[sources.size()];
    if (elements.length == 0) {
      throw new NoSuchElementException();
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = sources.get(i).next();
    }
    return TupleValue.of(elements);
  }

  @Override
  public void close() {
    sources.forEach(ClosingIterator::close);
  }
}
