package org.gradlang.eval;

import org.gradlang.syntax.Source;

/** Finds the sources that a program imports. */
public interface SourceFinder {
  /** The one name by which the file is known that {@code importer} calls {@code path}. */
  String resolve(Source importer, String path);

  /**
   * The source of a resolved name.
   *
   * @throws org.gradlang.tensor.GradError an ImportError where there is none, or it is not granted
   */
  Source read(String name);
}
