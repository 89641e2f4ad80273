package org.gradlang.eval.statement;

import java.util.List;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Members;

/** {@code import torch}, {@code import torch.nn as nn}. */
public final class ImportLibrary extends Operation {
  private final List<String> path;
  private final Store alias;

  public ImportLibrary(Location location, List<String> path, Store alias) {
    super(location);
    this.path = path;
    this.alias = alias;
  }

  @Override
  public Object execute(Frame frame) {
    try {
      alias.store(frame, find());
    } catch (GradError e) {
      throw location.locate(e, "import");
    }
    return None.NONE;
  }

  private Object find() {
    Object found = location.engine().importable(path.get(0));
    if (found == null) {
      String instead = PythonLibraries.instead(path.get(0));
      String file = "a file is imported by its path: import \"" + path.get(0) + ".grad\" as name";
      throw new GradError(ErrorKind.IMPORT, "there is no library '" + path.get(0) + "'")
          .help(instead == null ? file : instead);
    }
    for (String name : path.subList(1, path.size())) {
      Object inner = Members.find(found, name);
      if (inner == null) {
        throw new GradError(
            ErrorKind.IMPORT, "there is no '" + name + "' in " + String.join(".", path));
      }
      found = inner;
    }
    return found;
  }
}
