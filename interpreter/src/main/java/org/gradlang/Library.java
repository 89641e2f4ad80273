package org.gradlang;

import java.util.Optional;
import org.gradlang.syntax.StoredTree;

/**
 * Names that programs can use: the standard library's, or a host's own.
 *
 * <p>Libraries on the module path are found by {@link java.util.ServiceLoader}; a host gives others
 * to {@link Grad.Builder#library}. A library says which names it has when an engine is made, and
 * makes their values when a program first uses them, so that an engine starts fast.
 */
public interface Library {
  /** What diagnostics call its sources: {@code name/nn/linear.grad}. */
  String name();

  /** Says which names there are. Called once for each engine. */
  void declare(Declarations names);

  /**
   * The text of one of the library's own {@code .grad} files, such as {@code nn/linear.grad}; empty
   * where there is no such file.
   */
  default Optional<String> source(String file) {
    return Optional.empty();
  }

  /**
   * What {@link StoredTree#of} made of that text when the library was built, so that programs which
   * use it start faster; empty where there is no such thing. Where it was made of another text, or
   * by a Grad with other syntax trees, the text is parsed as if it were not there.
   */
  default Optional<byte[]> tree(String file) {
    return Optional.empty();
  }
}
