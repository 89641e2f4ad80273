package org.gradlang.value;

import java.util.EnumMap;
import java.util.Map;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** The constructor of one kind of errors: {@code ValueError("text")}. */
public final class ErrorType implements ValueType {
  private static final Map<ErrorKind, ErrorType> TYPES = new EnumMap<>(ErrorKind.class);

  static {
    for (ErrorKind kind : ErrorKind.values()) {
      TYPES.put(kind, new ErrorType(kind));
    }
  }

  private final ErrorKind kind;

  private ErrorType(ErrorKind kind) {
    this.kind = kind;
  }

  /** The constructor of a kind. */
  public static ErrorType of(ErrorKind kind) {
    return TYPES.get(kind);
  }

  @Override
  public String name() {
    return kind.text();
  }

  public ErrorKind kind() {
    return kind;
  }

  /** {@code Error} includes every error. */
  @Override
  public boolean includes(Object value) {
    return value instanceof ErrorValue error && (kind == ErrorKind.ERROR || error.kind() == kind);
  }

  @Override
  public Object call(Arguments arguments) {
    if (arguments.hasKeywords() || arguments.positional() > 1) {
      throw new GradError(ErrorKind.TYPE, name() + "() takes one argument: the message");
    }
    String message = arguments.positional() == 0 ? "" : Representation.str(arguments.get(0));
    GradError error = new GradError(kind, message);
    return ValueRoom.hold(new ErrorValue(error), error.size());
  }

  @Override
  public String toString() {
    return "<class '" + name() + "'>";
  }
}
