package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;

/** {@code import "x.grad" as x}. */
public final class ImportFile extends Operation {
  private final String path;
  private final Store alias;

  public ImportFile(Location location, String path, Store alias) {
    super(location);
    this.path = path;
    this.alias = alias;
  }

  @Override
  public Object execute(Frame frame) {
    try {
      alias.store(frame, location.engine().imports().load(location.site().source(), path));
    } catch (GradError e) {
      throw location.locate(e, "import");
    }
    return None.NONE;
  }
}
