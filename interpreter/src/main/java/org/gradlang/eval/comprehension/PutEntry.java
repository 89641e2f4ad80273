package org.gradlang.eval.comprehension;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.GradError;
import org.gradlang.value.DictValue;

/** The {@code key: value} of a dict comprehension. */
public record PutEntry(Location location, Node key, Node value) implements Clause {
  @Override
  public void run(Frame frame, Object result) {
    Object name = key.execute(frame);
    put(name, value.execute(frame), result);
  }

  /** Adds an entry that is already known. */
  public void put(Object name, Object content, Object result) {
    try {
      ((DictValue) result).put(name, content);
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  @Override
  public void emit(Emitter to) {
    to.comprehensions().put(key, value, this);
  }
}
