package org.gradlang.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The top-level variables of what an engine was given one after the other. */
public final class Session {
  private final Map<String, Cell> variables = new LinkedHashMap<>();

  /**
   * The names in the order of their declaration, without those that never got a value because their
   * program ended in an error before.
   */
  public List<String> names() {
    return variables.entrySet().stream()
        .filter(variable -> variable.getValue().value != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The variables of these names; new ones begin empty. */
  List<Cell> cells(List<String> names) {
    List<Cell> cells = new ArrayList<>();
    names.forEach(name -> cells.add(variables.computeIfAbsent(name, n -> new Cell())));
    return cells;
  }

  /** The value of a variable, or null where it has none. */
  public @Nullable Object get(String name) {
    Cell cell = variables.get(name);
    return cell == null || cell.value == null ? null : GrowingText.read(cell.value);
  }

  /** Sets a variable, which is declared if need be. */
  public void set(String name, Object value) {
    variables.computeIfAbsent(name, n -> new Cell()).value = value;
  }
}
