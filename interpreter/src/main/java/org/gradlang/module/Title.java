package org.gradlang.module;

import org.gradlang.graph.VariableNames;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is called: by its name in the module that it was registered in last, or by the
 * variable that it was made for.
 */
record Title(Origin made, @Nullable ModuleInstance parent, String name) {
  /** Modules that hold each other in a circle have no end. */
  private static final int DEEPEST = 64;

  static Title ofRoot(Origin made) {
    return new Title(made, null, "");
  }

  static Title ofChild(ModuleInstance parent, String name) {
    return new Title(Origin.UNKNOWN, parent, name);
  }

  /** A part of the instance, under all the names that lead to it: {@code net.fc1.weight}. */
  String of(String part) {
    String path = part;
    Title title = this;
    for (int depth = 0; title.parent != null && depth < DEEPEST; depth++) {
      path = title.name + "." + path;
      title = title.parent.title();
    }
    String variable = title.made instanceof Site site ? VariableNames.of(site) : "";
    return variable.isEmpty() ? path : variable + "." + path;
  }
}
