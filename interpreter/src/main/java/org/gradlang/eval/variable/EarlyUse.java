package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** A use of a variable above its {@code let}: an error whenever it runs. */
public final class EarlyUse extends Operation implements Store {
  private final String name;
  private final Site declaration;

  public EarlyUse(Location location, String name, Site declaration) {
    super(location);
    this.name = name;
    this.declaration = declaration;
  }

  @Override
  public Object execute(Frame frame) {
    throw early();
  }

  @Override
  public void store(Frame frame, Object value) {
    throw early();
  }

  private GradError early() {
    return locate(
        new GradError(ErrorKind.NAME, "'" + name + "' has no value yet")
            .note(declaration, "it is declared here")
            .help("move the let up, above where '" + name + "' is used"));
  }
}
