package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.GrowingText;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** A read of a variable that may have no value yet. */
public abstract class Read extends Operation implements Held {
  private final String name;

  Read(Location location, String name) {
    super(location);
    this.name = name;
  }

  /** The value of a cell, which may have none yet. */
  public final Object valueOf(Cell cell) {
    return GrowingText.read(heldBy(cell));
  }

  /** What a cell holds, which may be nothing yet. */
  public final Object heldBy(Cell cell) {
    Object value = cell.value;
    if (value == null) {
      throw unset();
    }
    return value;
  }

  /** The cell of the variable. */
  abstract Cell cell(Frame frame);

  /** Writes {@link #cell} as code. */
  abstract void emitCell(Emitter to);

  @Override
  public final Object execute(Frame frame) {
    return valueOf(cell(frame));
  }

  @Override
  public final Object held(Frame frame) {
    return heldBy(cell(frame));
  }

  @Override
  public final void emit(Emitter to) {
    emitCell(to);
    to.plainly("readCell", 1, this, Read.class);
  }

  @Override
  public final void emitHeld(Emitter to) {
    emitCell(to);
    to.plainly("heldByCell", 1, this, Read.class);
  }

  final GradError unset() {
    return locate(
        new GradError(ErrorKind.NAME, "'" + name + "' has no value yet")
            .help("its let stands later: move that line up, above where '" + name + "' is used"));
  }
}
