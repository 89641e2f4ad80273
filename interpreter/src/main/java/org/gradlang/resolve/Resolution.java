package org.gradlang.resolve;

import java.util.IdentityHashMap;
import java.util.List;
import org.gradlang.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * Where everything in a program lives. Keyed by the identity of syntax nodes; asked while
 * executable nodes are made, never while they run. Immutable once the resolver is done with it.
 */
public final class Resolution {
  private final IdentityHashMap<Syntax, Place> places = new IdentityHashMap<>();
  private final IdentityHashMap<Syntax, FunctionLayout> layouts = new IdentityHashMap<>();
  private final IdentityHashMap<Syntax, List<Integer>> freshCells = new IdentityHashMap<>();
  private List<String> fileVariables = List.of();

  Resolution() {}

  /**
   * The place of a name.
   *
   * @param node an {@code Expression.Name}, a {@code Target.Variable} (declared or assigned), a
   *     {@code Statement.Function}, {@code Module}, {@code ImportFile} or {@code ImportLibrary}
   *     (the name that it declares)
   */
  public Place place(Syntax node) {
    return present(places.get(node), node);
  }

  /**
   * The layout of a frame.
   *
   * @param node a {@code Program}, {@code Statement.Function}, {@code Statement.Module} or {@code
   *     Expression.Lambda}
   */
  public FunctionLayout layout(Syntax node) {
    return present(layouts.get(node), node);
  }

  /**
   * The slots of the frame that get a new empty cell whenever {@code node} is entered, before
   * anything of it is evaluated or assigned.
   *
   * @param node a {@code Block} (each time it runs), a {@code Statement.For} or {@code
   *     Comprehension.ForClause} (each round), the {@code Target.Variable} of a {@code catch}, or
   *     what has a layout (parameters and {@code self}: each call)
   */
  public List<Integer> freshCells(Syntax node) {
    return freshCells.getOrDefault(node, List.of());
  }

  /**
   * The names of the top-level variables by index: those that were known before, then the
   * program's.
   */
  public List<String> fileVariables() {
    return fileVariables;
  }

  void place(Syntax node, Place place) {
    places.put(node, place);
  }

  void layout(Syntax node, FunctionLayout layout) {
    layouts.put(node, layout);
  }

  void freshCells(Syntax node, List<Integer> slots) {
    freshCells.put(node, List.copyOf(slots));
  }

  void fileVariables(List<String> names) {
    fileVariables = List.copyOf(names);
  }

  private static <T> T present(@Nullable T found, Syntax node) {
    if (found == null) {
      throw new IllegalArgumentException("not resolved: " + node);
    }
    return found;
  }
}
