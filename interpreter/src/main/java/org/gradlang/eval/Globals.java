package org.gradlang.eval;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** The names that are always there in one engine. Values are made when they are first asked for. */
public final class Globals {
  private final Map<String, Supplier<Object>> makers = new LinkedHashMap<>();
  private final Map<String, Object> values = new HashMap<>();

  /** Declares a name; a later declaration of the same name takes its place. */
  public void define(String name, Supplier<Object> maker) {
    makers.put(name, maker);
    values.remove(name);
  }

  /** All names. */
  public Set<String> names() {
    return makers.keySet();
  }

  /** The value of a name, or null where there is none of that name. */
  public @Nullable Object find(String name) {
    Object known = values.get(name);
    if (known != null) {
      return known;
    }
    Supplier<Object> maker = makers.get(name);
    if (maker == null) {
      return null;
    }
    Object value = maker.get();
    values.put(name, value);
    return value;
  }

  /** The value of a name. */
  public Object get(String name) {
    Object value = find(name);
    if (value == null) {
      throw new GradError(ErrorKind.NAME, "the name '" + name + "' is not known here");
    }
    return value;
  }
}
