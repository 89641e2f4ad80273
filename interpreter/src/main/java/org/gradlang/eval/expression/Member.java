package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.module.FieldCache;
import org.gradlang.module.ModuleInstance;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Members;
import org.gradlang.value.Namespace;
import org.jspecify.annotations.Nullable;

/** {@code target.name}. What stands in a namespace never changes, and is asked for once. */
public final class Member extends Operation {
  private final Node target;
  private final String name;
  private final FieldCache cache;
  private @Nullable Namespace knownNamespace;
  private @Nullable Object knownValue;

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
    if (object == knownNamespace && knownValue != null) {
      return knownValue;
    }
    return find(object);
  }

  private Object find(Object object) {
    location.mark();
    try {
      Object value = Members.get(object, name);
      if (object instanceof Namespace namespace) {
        knownNamespace = namespace;
        knownValue = value;
      }
      return value;
    } catch (GradError e) {
      throw locate(e);
    }
  }

  @Override
  public void emit(Emitter to) {
    to.object(target);
    to.plainly("member", 1, this, Member.class);
  }
}
