package org.gradlang.value;

import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.Tensor;

/** The types of values, by name and as values of their own. */
public final class Types {
  private Types() {}

  /** What errors call the type of a value: {@code int}, {@code list}, {@code Net}. */
  public static String name(Object value) {
    return TypeNames.of(value);
  }

  /** A value's type with an article, for messages: {@code an int}. */
  public static String described(Object value) {
    String name = name(value);
    return name.equals("None") ? name : ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  /** What {@code type(value)} answers. */
  public static ValueType of(Object value) {
    return switch (value) {
      case Typed typed -> typed.type();
      case Tensor tensor when tensor.isParameter() -> ParameterType.INSTANCE;
      default -> StandardType.of(value);
    };
  }
}
