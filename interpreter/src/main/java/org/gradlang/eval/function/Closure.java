package org.gradlang.eval.function;

import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.resolve.Place;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/** Makes functions of one code: takes the captured variables along, and evaluates the defaults. */
public final class Closure {
  private static final Cell[] NONE = {};

  /** What a function takes, with its defaults. */
  private static final int BYTES = 96;

  /** What a captured variable takes; in the function and by itself. */
  private static final int CELL = 24;

  private final FunctionCode code;

  /** Slots of cells in the frame, or {@code -1 - index} of captured ones. */
  private final int[] captures;

  private final @Nullable Node[] defaults;

  /** {@code defaults} has null for a parameter without one. */
  public Closure(FunctionCode code, List<Place> captures, @Nullable Node[] defaults) {
    this.code = code;
    this.captures = captures.stream().mapToInt(Closure::position).toArray();
    this.defaults = defaults;
  }

  private static int position(Place place) {
    return switch (place) {
      case Place.LocalCell cell -> cell.slot();
      case Place.Captured captured -> -1 - captured.index();
      case Place.Local _, Place.FileVariable _, Place.Global _, Place.Early _ ->
          throw new IllegalArgumentException("cannot be captured: " + place);
    };
  }

  public FunctionCode code() {
    return code;
  }

  /** A function without its defaults. */
  public ScriptFunction make(Frame frame) {
    return make(captured(frame));
  }

  /** The same where what it captures is known. */
  public ScriptFunction make(Cell[] captured) {
    return ValueRoom.hold(new ScriptFunction(code, captured), BYTES + CELL * captures.length);
  }

  /** Writes {@link #make}; a function with defaults is left to nodes. */
  public void emit(Emitter to) {
    for (Node value : defaults) {
      if (value != null) {
        throw Emitter.unsupported();
      }
    }
    for (int position : captures) {
      if (position >= 0) {
        to.read(position);
      } else {
        to.captured(-1 - position);
      }
    }
    to.array(captures.length);
    to.plainly("closure", 1, this, Closure.class);
  }

  @SuppressWarnings("NullAway") // blocks fill their cells' slots before anything runs
  private Cell[] captured(Frame frame) {
    if (captures.length == 0) {
      return NONE;
    }
    Cell[] cells = new Cell[captures.length];
    for (int i = 0; i < cells.length; i++) {
      int position = captures[i];
      cells[i] = position >= 0 ? (Cell) frame.locals[position] : frame.captured[-1 - position];
    }
    return cells;
  }

  /** Evaluates the defaults, once, in the frame where the function is declared. */
  public void evaluateDefaults(Frame frame, ScriptFunction function) {
    for (int i = 0; i < defaults.length; i++) {
      Node value = defaults[i];
      if (value != null) {
        function.setDefault(i, value.execute(frame));
      }
    }
  }
}
