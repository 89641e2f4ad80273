package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.module.FieldCache;
import org.gradlang.module.ModuleInstance;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Members;

/** {@code object.name = value}. */
public record StoreAttribute(Location location, Node object, String name, FieldCache cache)
    implements Store {
  public StoreAttribute(Location location, Node object, String name) {
    this(location, object, name, new FieldCache(name));
  }

  @Override
  public void store(Frame frame, Object value) {
    set(object.execute(frame), value);
  }

  /** Assigns the attribute of an object that is already known. */
  public void set(Object target, Object value) {
    location.mark();
    if (target instanceof ModuleInstance instance && cache.set(instance, value)) {
      return;
    }
    try {
      Members.set(target, name, value);
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  @Override
  public void emit(Emitter to) {
    to.box();
    to.object(object);
    to.plainEffect("setAttribute", 2, this, StoreAttribute.class);
  }
}
