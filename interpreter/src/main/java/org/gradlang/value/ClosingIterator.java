package org.gradlang.value;

import java.util.Iterator;

/** An iterator that is told when a loop has done with it, be it by {@code break} or an error. */
public interface ClosingIterator extends Iterator<Object> {
  /** Nobody is going to ask for more. Calling this twice does no harm. */
  void close();

  /** Closes an iterator that wants to know. */
  static void close(Iterator<?> iterator) {
    if (iterator instanceof ClosingIterator closing) {
      closing.close();
    }
  }
}
