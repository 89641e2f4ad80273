package org.gradlang.module;

import org.jspecify.annotations.Nullable;

/** Finds one attribute of instances; instances of the shape that came last are answered at once. */
public final class FieldCache {
  private final String name;
  private @Nullable Shape shape;
  private int index;

  public FieldCache(String name) {
    this.name = name;
  }

  /** The attribute's value, or null where the instance does not hold it itself. */
  public @Nullable Object get(ModuleInstance instance) {
    return instance.shape() == shape ? instance.valueAt(index) : find(instance);
  }

  private @Nullable Object find(ModuleInstance instance) {
    Field field = instance.shape().find(name);
    if (field == null) {
      return null;
    }
    shape = instance.shape();
    index = field.index();
    return instance.valueAt(index);
  }
}
