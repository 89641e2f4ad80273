package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Indexing;
import org.gradlang.value.ListValue;

/** {@code target[index]}. */
public final class Subscript extends Operation {
  private final Node target;
  private final Node index;

  public Subscript(Location location, Node target, Node index) {
    super(location);
    this.target = target;
    this.index = index;
  }

  @Override
  public Object execute(Frame frame) {
    return of(target.execute(frame), index.execute(frame));
  }

  /** The element of an object that is already known. */
  public Object of(Object object, Object key) {
    if (object instanceof ListValue list
        && key instanceof Long position
        && position >= 0
        && position < list.size()) {
      return list.get((int) (long) position);
    }
    location.mark();
    try {
      return Indexing.get(object, key);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  @Override
  public void emit(Emitter to) {
    target.emit(to);
    to.box();
    index.emit(to);
    to.operators().subscript(this);
  }
}
