package org.gradlang.module;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.value.Method;
import org.jspecify.annotations.Nullable;

/** The table of methods that every instance has. */
public final class ModuleMethods {
  private static final Map<String, ModuleMethod> BY_NAME = table();

  private ModuleMethods() {}

  private static Map<String, ModuleMethod> table() {
    Map<String, ModuleMethod> table = new LinkedHashMap<>();
    for (List<ModuleMethod> group :
        List.of(
            Traversal.METHODS,
            Registration.METHODS,
            Mode.METHODS,
            State.METHODS,
            Loading.METHODS,
            Conversion.METHODS,
            HookMethods.METHODS)) {
      group.forEach(method -> table.put(method.name(), method));
    }
    return Map.copyOf(table);
  }

  /** The method of that name, or null. */
  public static @Nullable Method find(String name) {
    return BY_NAME.get(name);
  }

  static Collection<String> names() {
    return BY_NAME.keySet();
  }
}
