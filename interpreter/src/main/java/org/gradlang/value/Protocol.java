package org.gradlang.value;

import org.jspecify.annotations.Nullable;

/** The methods by which an object takes part in operators: {@code __len__}, {@code __getitem__}. */
final class Protocol {
  private Protocol() {}

  /** The method of that name, or null where the value has none. */
  static @Nullable Callable method(Object value, String name) {
    return value instanceof Attributes object && object.get(name) instanceof Callable found
        ? found
        : null;
  }
}
