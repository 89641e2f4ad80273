package org.gradlang.resolve;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The scopes around the place at hand, and the uses of variables found so far. Which variables are
 * captured, and so where they live, is known only at the end: {@link #fill} then writes it down.
 */
final class Scopes {
  private final List<String> fileVariables;
  private final List<Use> uses = new ArrayList<>();
  private final List<Scope> scopes = new ArrayList<>();
  private final List<Layout> layouts = new ArrayList<>();
  private Scope current;
  private Frame frame;

  private final IdentityHashMap<Syntax, Place> fixed = new IdentityHashMap<>();

  private record Use(Syntax node, Frame frame, Variable variable) {}

  private record Layout(Syntax node, Frame frame) {}

  /** What a name means. */
  record Found(Variable variable, boolean early) {}

  Scopes(Syntax program, List<String> known) {
    this.fileVariables = new ArrayList<>(known);
    this.frame = new Frame(null, Frame.Kind.PROGRAM);
    this.current = new Scope(null, frame, program);
    layouts.add(new Layout(program, frame));
    for (int i = 0; i < known.size(); i++) {
      Span nowhere = new Span(0, 0);
      Variable variable =
          new Variable(known.get(i), nowhere, frame, i, true, Variable.State.DECLARED);
      variable.isKnown = true;
      current.put(variable);
    }
  }

  Frame frame() {
    return frame;
  }

  boolean atFileLevel() {
    return current.outer == null;
  }

  // Entering and leaving.

  void enter(Syntax node) {
    current = new Scope(current, frame, node);
    scopes.add(current);
  }

  void leave() {
    current.leave();
    if (current.outer != null) {
      current = current.outer;
    }
  }

  void enterFunction(Syntax node, Frame.Kind kind) {
    frame = new Frame(frame, kind);
    layouts.add(new Layout(node, frame));
    enter(node);
  }

  void leaveFunction() {
    leave();
    if (frame.parent != null) {
      frame = frame.parent;
    }
  }

  // Declaring.

  /** The variable of the scope at hand with this name. */
  @Nullable Variable here(String name) {
    return current.get(name);
  }

  Variable declare(String name, Span span, Variable.State state) {
    boolean inFile = atFileLevel();
    int index = inFile ? newFileVariable(name) : frame.newSlot();
    Variable variable = new Variable(name, span, frame, index, inFile, state);
    current.put(variable);
    return variable;
  }

  /** Declares a name of the file again: its value lives on until the new one is there. */
  void declareAgain(Variable earlier, Span span) {
    current.put(
        new Variable(earlier.name, span, frame, earlier.index, true, Variable.State.DECLARED));
  }

  private int newFileVariable(String name) {
    fileVariables.add(name);
    return fileVariables.size() - 1;
  }

  // Using.

  /**
   * The variable that a name means here. Code of a function sees what stands before it; functions
   * inside see all of the blocks around them.
   */
  @Nullable Found find(String name) {
    Variable early = null;
    for (Scope scope = current; scope != null; scope = scope.outer) {
      Variable variable = scope.get(name);
      if (variable == null) {
        continue;
      }
      if (variable.state == Variable.State.DECLARED || scope.frame != frame) {
        return new Found(variable, false);
      }
      early = early == null ? variable : early;
    }
    return early == null ? null : new Found(early, true);
  }

  void use(Syntax node, Variable variable) {
    if (!variable.inFile && variable.owner != frame) {
      frame.capture(variable);
    }
    uses.add(new Use(node, frame, variable));
  }

  void useGlobal(Syntax node, String name) {
    fixed.put(node, new Place.Global(name));
  }

  /** A use before the {@code let}: a file's variable is empty then, a local one not even there. */
  void useEarly(Syntax node, Variable variable) {
    if (variable.inFile) {
      use(node, variable);
    } else {
      fixed.put(node, new Place.Early(variable.declaration));
    }
  }

  Stream<String> names() {
    return Stream.iterate(current, scope -> scope != null, scope -> scope.outer)
        .map(Scope::names)
        .flatMap(names -> names.stream());
  }

  void fill(Resolution resolution) {
    fixed.forEach(resolution::place);
    for (Use use : uses) {
      resolution.place(use.node, use.frame.place(use.variable));
    }
    for (Layout layout : layouts) {
      resolution.layout(layout.node, layout.frame.layout());
    }
    for (Scope scope : scopes) {
      List<Integer> cells = scope.cells();
      if (!cells.isEmpty()) {
        resolution.freshCells(scope.node, cells);
      }
    }
    resolution.fileVariables(fileVariables);
  }
}
