package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.module.FieldCache;
import org.gradlang.module.ModuleInstance;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Members;

/** {@code target.name}. */
public final class Member extends Operation {
  private final Node target;
  private final String name;
  private final FieldCache cache;

  public Member(Location location, Node target, String name) {
    super(location);
    this.target = target;
    this.name = name;
    this.cache = new FieldCache(name);
  }

  public Node target() {
    return target;
  }

  public String name() {
    return name;
  }

  @Override
  public Object execute(Frame frame) {
    return of(target.execute(frame));
  }

  /** The attribute of an object that is already known. */
  public Object of(Object object) {
    if (object instanceof ModuleInstance instance) {
      Object field = cache.get(instance);
      if (field != null) {
        return field;
      }
    }
    location.mark();
    try {
      return Members.get(object, name);
    } catch (GradError e) {
      throw locate(e);
    }
  }
}
