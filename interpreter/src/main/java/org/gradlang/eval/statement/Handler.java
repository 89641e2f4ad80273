package org.gradlang.eval.statement;

import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.ErrorReport;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.ErrorValue;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/** The {@code catch e { }} of a {@link Try}. */
public final class Handler {
  private final int[] freshCells;
  private final @Nullable Store variable;
  private final Node body;

  public Handler(List<Integer> freshCells, @Nullable Store variable, Node body) {
    this.freshCells = freshCells.stream().mapToInt(Integer::intValue).toArray();
    this.variable = variable;
    this.body = body;
  }

  Object handle(Frame frame, GradError error) {
    GradError outer = frame.caught;
    frame.caught = error;
    try {
      bind(frame, error);
      return body.execute(frame);
    } finally {
      frame.caught = outer;
    }
  }

  private void bind(Frame frame, GradError error) {
    for (int slot : freshCells) {
      frame.locals[slot] = new Cell();
    }
    if (variable != null) {
      variable.store(frame, valueOf(error));
    }
  }

  /** An error as the script has it. */
  public static Object valueOf(GradError error) {
    return ValueRoom.hold(new ErrorValue(error, ErrorReport::text), error.size());
  }

  /** Before what may fail: nothing from around it waits when {@link #caught} forgets what does. */
  public static void prepare() {
    Context.current().fusion().settle();
  }

  /** Begins to handle an error, which is given back; a limit is none to handle. */
  public static GradError caught(GradError error) {
    if (error.kind() == ErrorKind.LIMIT) {
      throw error;
    }
    Context.current().fusion().forget(); // of the expression that failed
    return error;
  }

  /** The slots that get a new cell. */
  public int[] freshCells() {
    return freshCells;
  }

  /** What gets the error. */
  public @Nullable Store variable() {
    return variable;
  }

  public Node body() {
    return body;
  }
}
