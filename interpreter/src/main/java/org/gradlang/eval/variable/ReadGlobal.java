package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Globals;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** A name that is always there; its value is asked for once. */
public final class ReadGlobal extends Operation {
  private final Globals globals;
  private final String name;
  private @Nullable Object value;

  public ReadGlobal(Location location, Globals globals, String name) {
    super(location);
    this.globals = globals;
    this.name = name;
  }

  @Override
  public Object execute(Frame frame) {
    return get();
  }

  /** The value. */
  public Object get() {
    Object known = value;
    return known != null ? known : ask();
  }

  /** The value, if it was asked for already; else null. */
  public @Nullable Object known() {
    return value;
  }

  private Object ask() {
    try {
      Object found = globals.get(name);
      value = found;
      return found;
    } catch (GradError e) {
      throw locate(e);
    }
  }

  @Override
  public void emit(Emitter to) {
    Object known = value;
    if (known != null) {
      to.object(known);
    } else {
      to.plainly("global", 0, this, ReadGlobal.class);
    }
  }
}
