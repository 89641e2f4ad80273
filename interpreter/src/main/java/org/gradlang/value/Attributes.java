package org.gradlang.value;

import java.util.Collection;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** A value whose attributes are found by name: namespaces, instances, errors, hosts' objects. */
public interface Attributes extends TypeNamed {
  /** The attribute {@code x.name}, or null when there is none of that name. */
  @Nullable Object get(String name);

  /**
   * Assigns {@code x.name = value}.
   *
   * @throws org.gradlang.tensor.GradError when this cannot be assigned
   */
  void set(String name, Object value);

  /**
   * Removes {@code x.name}.
   *
   * @throws GradError where there is none, or it cannot be removed
   */
  default void remove(String name) {
    throw new GradError(
        ErrorKind.ATTRIBUTE, "attributes of a " + typeName() + " cannot be deleted");
  }

  /** The names that {@link #get} knows, for suggestions and completion. */
  Collection<String> names();
}
