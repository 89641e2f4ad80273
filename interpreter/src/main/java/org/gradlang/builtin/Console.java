package org.gradlang.builtin;

import java.io.Writer;
import java.util.List;
import java.util.function.LongSupplier;

/** What of the outside a program's built-in functions reach. */
public interface Console {
  /** Where {@code print} writes. */
  Writer out();

  /** What {@code args} holds. */
  List<String> arguments();

  /** What {@code clock} reads, in nanoseconds. */
  LongSupplier clock();

  /** Where {@code progress} shows how far a loop is. */
  Display display();
}
