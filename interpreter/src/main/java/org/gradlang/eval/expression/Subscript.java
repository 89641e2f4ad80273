package org.gradlang.eval.expression;

import java.util.List;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.call.Invocation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Indexing;
import org.gradlang.value.ListValue;

/** {@code target[index]}. */
public final class Subscript extends Operation {
  private final Node target;
  private final Node index;
  private boolean chooses;

  public Subscript(Location location, Node target, Node index) {
    super(location);
    this.target = target;
    this.index = index;
  }

  /** Makes this the owner of the results that a call gives, of which it gives one on. */
  public void ownParts(Invocation results) {
    results.ownParts();
    chooses = true;
  }

  /** Whether the target is a call, and nobody else gets its results. */
  public boolean chooses() {
    return chooses;
  }

  @Override
  public boolean canBeOwned() {
    return chooses;
  }

  @Override
  public Object execute(Frame frame) {
    return of(target.execute(frame), index.execute(frame));
  }

  /** The element of an object that is already known. */
  public Object of(Object object, Object key) {
    Object part = part(object, key);
    if (chooses && object instanceof List<?> results) {
      Ownership.choose(results, part, isOwned());
    }
    return part;
  }

  private Object part(Object object, Object key) {
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
