package org.gradlang.eval.statement;

import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.function.Declaration;
import org.gradlang.tensor.None;

/** Statements in order; the value is the last one's. */
public final class Block extends Node {
  private final int[] freshCells;
  private final Declaration[] declarations;
  private final Node[] statements;

  /** {@code freshCells} are the slots that get an empty cell when the block begins. */
  public Block(List<Integer> freshCells, List<Node> statements) {
    this.freshCells = freshCells.stream().mapToInt(Integer::intValue).toArray();
    this.declarations =
        statements.stream()
            .filter(Declaration.class::isInstance)
            .map(Declaration.class::cast)
            .toArray(Declaration[]::new);
    this.statements = statements.toArray(Node[]::new);
  }

  @Override
  public Object execute(Frame frame) {
    begin(frame);
    return run(frame);
  }

  /** Runs the statements, after {@link #begin}. */
  public Object run(Frame frame) {
    Object value = None.NONE;
    for (Node statement : statements) {
      value = statement.execute(frame);
      if (value instanceof Completion) {
        return value;
      }
    }
    return value;
  }

  /** Makes the block's cells and declares its functions. */
  public void begin(Frame frame) {
    for (int slot : freshCells) {
      frame.locals[slot] = new Cell();
    }
    for (Declaration declaration : declarations) {
      declaration.declare(frame);
    }
  }

  @Override
  public void emit(Emitter to) {
    emitAllBut(1, to);
    if (statements.length == 0) {
      to.none();
    } else {
      statements[statements.length - 1].emit(to);
    }
  }

  @Override
  public void emitEffect(Emitter to) {
    emitAllBut(0, to);
  }

  private void emitAllBut(int last, Emitter to) {
    for (int slot : freshCells) {
      to.freshCell(slot);
    }
    for (Declaration declaration : declarations) {
      declaration.emitDeclaration(to);
    }
    for (int i = 0; i < statements.length - last; i++) {
      statements[i].emitEffect(to);
    }
  }
}
