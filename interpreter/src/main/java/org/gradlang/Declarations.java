package org.gradlang;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes the names of a {@link Library} into an engine.
 *
 * <p>A path such as {@code nn.init.zeros_} names a value in a namespace, which begins to exist with
 * its first name. A later declaration takes the place of an earlier one. Values are those of
 * scripts: numbers, texts, tensors, callables, namespaces.
 */
public interface Declarations {
  /** What of the host program the library's code may use. */
  Host host();

  /** A name that is always there. */
  void value(String path, Object value);

  /** A name that is always there, whose value is made when it is first used. */
  void later(String path, Supplier<Object> value);

  /**
   * Names that one of the library's {@code .grad} files declares, in a namespace; the empty one
   * holds the names that are always there.
   */
  void file(String file, String namespace, List<String> names);

  /** A namespace that {@code import name} makes known. */
  void importable(String name, Supplier<Object> value);

  /** The value that a path has in this engine, from whichever library. */
  Object get(String path);

  /** All names that are always there, without those inside namespaces. */
  Set<String> names();
}
