package org.gradlang.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function, lambda, module body or program while it is resolved. */
final class Frame {
  /** What may stand in it. */
  enum Kind {
    PROGRAM,
    FUNCTION,
    MODULE
  }

  final @Nullable Frame parent;
  final Kind kind;

  /** The loops around the place at hand, within this function. */
  int loops;

  /** The {@code catch} blocks around the place at hand, within this function. */
  int handlers;

  final List<Variable> parameters = new ArrayList<>();
  @Nullable Variable self;

  private final List<Variable> captures = new ArrayList<>();
  private final Map<Variable, Integer> captureIndices = new HashMap<>();
  private int slots;
  private int size;

  Frame(@Nullable Frame parent, Kind kind) {
    this.parent = parent;
    this.kind = kind;
  }

  int newSlot() {
    size = Math.max(size, slots + 1);
    return slots++;
  }

  /** The slots in use; given back to {@link #release} when a block ends. */
  int slots() {
    return slots;
  }

  /** Frees all slots but the first {@code kept}. */
  void release(int kept) {
    slots = kept;
  }

  /** The place of a variable that is used in this function, which captures it if it must. */
  Place place(Variable variable) {
    if (variable.inFile || variable.owner == this) {
      return variable.ownPlace();
    }
    return new Place.Captured(capture(variable));
  }

  /** Takes a variable of a function around this one along, through those between. */
  int capture(Variable variable) {
    Integer known = captureIndices.get(variable);
    if (known != null) {
      return known;
    }
    variable.captured = true;
    if (parent != null && parent != variable.owner) {
      parent.capture(variable);
    }
    captureIndices.put(variable, captures.size());
    captures.add(variable);
    return captures.size() - 1;
  }

  /** To be asked when everything is resolved: only then is it known what is captured. */
  FunctionLayout layout() {
    List<Place> cells = new ArrayList<>();
    if (parent != null) {
      captures.forEach(variable -> cells.add(parent.place(variable)));
    }
    return new FunctionLayout(
        size,
        parameters.stream().map(Variable::ownPlace).toList(),
        Optional.ofNullable(self).map(Variable::ownPlace),
        cells);
  }
}
