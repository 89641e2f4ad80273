package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Indexing;

/** {@code object[index] = value}. */
public record StoreIndex(Location location, Node object, Node index) implements Store {
  @Override
  public void store(Frame frame, Object value) {
    set(object.execute(frame), index.execute(frame), value);
  }

  /** Assigns an element of an object that is already known. */
  public void set(Object target, Object key, Object value) {
    location.mark();
    try {
      Indexing.set(target, key, value);
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  @Override
  public void emit(Emitter to) {
    to.box();
    to.object(object);
    to.object(index);
    to.plainEffect("setElement", 3, this, StoreIndex.class);
  }
}
