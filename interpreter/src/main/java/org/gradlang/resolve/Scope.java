package org.gradlang.resolve;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The names that a block, a loop, a function or a file declares. */
final class Scope {
  final @Nullable Scope outer;
  final Frame frame;

  /** What gets new cells for the captured ones among the names each time it is entered. */
  final Syntax node;

  private final int slots;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  Scope(@Nullable Scope outer, Frame frame, Syntax node) {
    this.outer = outer;
    this.frame = frame;
    this.node = node;
    this.slots = frame.slots();
  }

  @Nullable Variable get(String name) {
    return variables.get(name);
  }

  void put(Variable variable) {
    variables.put(variable.name, variable);
  }

  Collection<String> names() {
    return variables.keySet();
  }

  /** Gives the slots back. */
  void leave() {
    frame.release(slots);
  }

  /** The slots of captured variables; to be asked when everything is resolved. */
  List<Integer> cells() {
    return variables.values().stream()
        .filter(variable -> variable.captured && !variable.inFile)
        .map(variable -> variable.index)
        .toList();
  }
}
