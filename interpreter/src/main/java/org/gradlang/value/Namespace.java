package org.gradlang.value;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/**
 * Names and their values under one name, such as {@code math} or {@code nn}. Scripts read it, and
 * only Java code defines names in it.
 */
public final class Namespace implements Attributes {
  private final String name;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> absent = new HashMap<>();

  /** A value that is made when it is first asked for. */
  private record Later(Supplier<Object> maker) {}

  public Namespace(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Gives {@code key} a value, in place of the one it had. */
  public Namespace define(String key, Object value) {
    values.put(key, value);
    return this;
  }

  /** Gives {@code key} a value that is made when a program first asks for it. */
  public Namespace defineLater(String key, Supplier<Object> maker) {
    values.put(key, new Later(maker));
    return this;
  }

  /**
   * Says what to do where a program expects a name that is not here.
   *
   * @param help a sentence for the error
   */
  public Namespace lack(String key, String help) {
    absent.put(key, help);
    return this;
  }

  /** What to do without this name, or null where nobody would expect it. */
  public @Nullable String instead(String key) {
    return absent.get(key);
  }

  @Override
  public @Nullable Object get(String key) {
    Object value = values.get(key);
    if (value instanceof Later later) {
      value = later.maker().get();
      values.put(key, value);
    }
    return value;
  }

  @Override
  public void set(String key, Object value) {
    throw new GradError(
            ErrorKind.ATTRIBUTE,
            "'" + name + "." + key + "' cannot be assigned: " + name + " is a namespace")
        .help("declare a name of your own: let " + key + " = ...");
  }

  @Override
  public Collection<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  @Override
  public String typeName() {
    return "namespace " + name;
  }

  @Override
  public String toString() {
    return "<namespace '" + name + "'>";
  }
}
