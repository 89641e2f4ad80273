package org.gradlang.module;

import org.jspecify.annotations.Nullable;

/**
 * Finds and sets one attribute of instances; with instances of the shape that came last that is
 * done at once.
 */
public final class FieldCache {
  private final String name;
  private @Nullable Shape shape;
  private int index;
  private boolean plain;

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
    know(instance.shape(), field);
    return instance.valueAt(index);
  }

  private void know(Shape known, Field field) {
    shape = known;
    index = field.index();
    plain = field.kind() == FieldKind.ATTRIBUTE && !ModuleInstance.isSpecial(name);
  }

  /** Assigns the attribute where nothing else follows from it; else nothing is done. */
  public boolean set(ModuleInstance instance, Object value) {
    if (instance.shape() != shape) {
      Field field = instance.shape().find(name);
      if (field == null) {
        return false;
      }
      know(instance.shape(), field);
    }
    if (!plain || instance.hasProperties() || Registry.isRegistered(value)) {
      return false;
    }
    instance.setAt(index, value);
    return true;
  }
}
