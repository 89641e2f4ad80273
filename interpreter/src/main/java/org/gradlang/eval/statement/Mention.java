package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.module.ModuleInstance;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Callable;

/**
 * {@code loss.backward} as a statement whose value nobody takes: hardly meant if it can be called.
 */
public final class Mention extends Operation {
  private final Node value;
  private final String text;

  public Mention(Location location, Node value, String text) {
    super(location);
    this.value = value;
    this.text = text;
  }

  @Override
  public Object execute(Frame frame) {
    Object mentioned = value.execute(frame);
    if (mentioned instanceof Callable && !(mentioned instanceof ModuleInstance)) {
      location.mark();
      Context.current()
          .warn(
              new GradError(ErrorKind.TYPE, "this names a function and does not call it")
                  .help("write " + text + "()"));
    }
    return mentioned;
  }
}
