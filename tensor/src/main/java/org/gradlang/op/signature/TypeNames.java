package org.gradlang.op.signature;

import java.util.List;
import java.util.Map;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The names of types as scripts know them. */
public final class TypeNames {
  private TypeNames() {}

  /** The name of the value's type: {@code int}, {@code list}, {@code tensor} ... */
  public static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case TypeNamed named -> named.typeName();
      case None none -> none.toString();
      case Boolean b -> "bool";
      case Long l -> "int";
      case Double d -> "float";
      case String s -> "str";
      case Tensor t -> "tensor";
      case DType t -> "dtype";
      case List<?> l -> "list";
      case Map<?, ?> m -> "dict";
      default -> "function";
    };
  }

  /** A wrong argument in a message: numbers and text as they are, the rest by their type. */
  public static String shown(@Nullable Object value) {
    return switch (value) {
      case String text -> '"' + text + '"';
      case Number number -> number.toString();
      case null, default -> described(value);
    };
  }

  /** With an article, as in "not a str". */
  public static String described(@Nullable Object value) {
    String name = of(value);
    if (name.equals("None")) {
      return name;
    }
    return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }
}
