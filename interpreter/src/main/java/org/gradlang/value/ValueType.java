package org.gradlang.value;

import org.gradlang.op.signature.TypeNamed;

/**
 * A type: what {@code type(x)} answers, {@code isinstance} asks, and calling makes a value of.
 *
 * <p>{@code int}, {@code list} and the like, and the constructors of modules.
 */
public interface ValueType extends Callable, TypeNamed {
  /** Whether {@code value} is of this type. */
  boolean includes(Object value);

  @Override
  default String typeName() {
    return "type";
  }
}
