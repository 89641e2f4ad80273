package org.gradlang;

import java.io.Writer;
import java.util.List;
import java.util.function.LongSupplier;
import org.gradlang.builtin.Display;

/** What of the host program a library's code may use. */
public interface Host {
  /** Where a program's output goes. */
  Writer out();

  /** The files that a program may reach. */
  FileAccess files();

  /** Where loops show how far they are. */
  Display display();

  /** Where pictures are shown. */
  Screen screen();

  /**
   * What {@code clock} reads: nanoseconds from some fixed moment on.
   *
   * @throws org.gradlang.tensor.GradError (where it is asked) if no clock is granted
   */
  LongSupplier clock();

  /** The program's arguments. */
  List<String> arguments();
}
