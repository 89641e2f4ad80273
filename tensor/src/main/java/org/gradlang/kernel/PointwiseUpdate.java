package org.gradlang.kernel;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * Several formulas of the same operands, computed together, each written over one of them: one pass
 * through memory in the place of one for each formula and each temporary.
 *
 * <p>Every formula sees the operands as they were before. Immutable; operations keep theirs.
 */
public final class PointwiseUpdate {
  private final Program program;
  private final int[] targets;
  private final boolean[] last; // whether nothing reads the target once its new value is there
  private final boolean[] read; // whether an operand is
  private final boolean areApart; // whether each result has a temporary of its own

  /**
   * A formula and the operand that it is written over.
   *
   * @param target the operand's place
   */
  public record Write(int target, Formula formula) {}

  private PointwiseUpdate(List<Write> writes) {
    program = Program.of(writes.stream().map(Write::formula).toList());
    targets = writes.stream().mapToInt(Write::target).toArray();
    last = new boolean[targets.length];
    boolean temporary = true;
    for (int i = 0; i < targets.length; i++) {
      last[i] = program.isTemporary(program.result(i)) && program.isLast(targets[i], i);
      temporary &= program.isTemporary(program.result(i));
    }
    areApart = temporary && program.resultSlots().cardinality() == targets.length;
    read = new boolean[program.operands()];
    for (int i = 0; i < read.length; i++) {
      read[i] = program.reads(i);
    }
  }

  public static PointwiseUpdate of(List<Write> writes) {
    return new PointwiseUpdate(writes);
  }

  /** How many operands the formulas read: one more than the last of them. */
  public int arity() {
    return program.operands();
  }

  /** Whether a formula reads an operand. */
  boolean reads(int place) {
    return place < read.length && read[place];
  }

  /** What is computed. */
  Program program() {
    return program;
  }

  /** The places of the operands that are written. */
  int[] targets() {
    return targets;
  }

  /**
   * Computes and writes.
   *
   * @param given numbers, and tensors that all have the sizes of the first one; two that are
   *     written share no elements
   * @param compute the dtype that is computed in
   */
  public void run(Operand[] given, DType compute) {
    Operand[] operands = apart(given);
    Layout[] layouts = layouts(operands);
    int n = layouts[0].numel();
    Walk walk =
        areContiguous(layouts)
            ? Walk.contiguous(n, layouts)
            : Walk.inMemoryOrder(layouts[0], layouts);
    long work = (long) n * program.steps().size();
    Context.current()
        .split(
            n,
            work >= DirectRun.PARALLEL ? Evaluation.TILE : Math.max(n, 1),
            (from, to) -> runRange(walk, operands, compute, from, to));
  }

  /** With copies of what is partly where something is written: it is read after that. */
  private Operand[] apart(Operand[] given) {
    Operand[] operands = given;
    for (int i = 0; i < read.length; i++) {
      if (read[i] && operands[i] instanceof Strided x && isPartlyWritten(x, given)) {
        operands = operands == given ? given.clone() : operands;
        operands[i] = new View(Copies.contiguous(x), Layout.contiguous(x.layout().sizes()));
      }
    }
    return operands;
  }

  private boolean isPartlyWritten(Strided x, Operand[] operands) {
    for (int target : targets) {
      Strided written = (Strided) operands[target];
      if (x != written && !x.layout().samePlaces(written.layout()) && mayOverlap(x, written)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the stretches of memory in which they stand have something in common. */
  private static boolean mayOverlap(Strided a, Strided b) {
    return a.storage().sharesWith(b.storage())
        && a.layout().offset() <= last(b.layout())
        && b.layout().offset() <= last(a.layout())
        && !areBeside(a.layout(), b.layout());
  }

  /** Whether they are other columns of one matrix, as the gates of an LSTM are. */
  private static boolean areBeside(Layout a, Layout b) {
    if (a.dim() != 2 || b.dim() != 2 || a.stride(1) != 1 || b.stride(1) != 1) {
      return false;
    }
    int row = a.stride(0);
    if (row != b.stride(0) || a.size(1) > row || b.size(1) > row) {
      return false;
    }
    int ahead = Math.floorMod(b.offset() - a.offset(), row);
    return ahead >= a.size(1) && row - ahead >= b.size(1);
  }

  private static int last(Layout layout) {
    int last = layout.offset();
    for (int d = 0; d < layout.dim(); d++) {
      last += (layout.size(d) - 1) * layout.stride(d);
    }
    return last;
  }

  private static boolean areContiguous(Layout[] layouts) {
    for (Layout layout : layouts) {
      if (!layout.isContiguous()) {
        return false;
      }
    }
    return true;
  }

  /** A number has the layout of the first operand: nobody asks for it. */
  private static Layout[] layouts(Operand[] operands) {
    Layout first = ((Strided) operands[0]).layout();
    Layout[] layouts = new Layout[operands.length];
    for (int i = 0; i < operands.length; i++) {
      layouts[i] = operands[i] instanceof Strided strided ? strided.layout() : first;
    }
    return layouts;
  }

  private void runRange(Walk walk, Operand[] operands, DType compute, int from, int to) {
    int capacity = Math.min(to - from, Evaluation.TILE);
    int inner = walk.hasLines() ? 1 : Walk.WHOLE;
    try (Evaluation evaluation =
        new Evaluation(program, walk, 0, operands, compute, capacity, inner)) {
      @Nullable ProgramPiece loop = evaluation.lineLoop();
      if (loop != null && areApart && allStandInLines(walk, operands, compute)) {
        for (int i = 0; i < targets.length; i++) {
          bind(evaluation, walk, i, (Strided) operands[targets[i]], targets[i], compute);
        }
        runLines(evaluation, loop, walk, from, to);
      } else {
        runTiles(evaluation, walk, inner, operands, compute, from, to);
      }
    }
  }

  private boolean allStandInLines(Walk walk, Operand[] operands, DType compute) {
    for (int target : targets) {
      boolean stands = walk.isDense(target, 1) && walk.isInOrder(target, 1);
      if (!stands || ((Strided) operands[target]).dtype() != compute) {
        return false;
      }
    }
    return true;
  }

  /** Lets a result be written where it belongs, if it stands there as it is computed. */
  private static boolean bind(
      Evaluation evaluation, Walk walk, int result, Strided target, int place, DType compute) {
    if (target.dtype() == compute && walk.isDense(place)) {
      Object array = Elements.array(target.storage());
      evaluation.bindResult(result, array, target.layout().offset());
      return true;
    }
    return evaluation.bindLines(result, target, place);
  }

  /** A few elements of one line, or many lines at a time. */
  private static void runLines(
      Evaluation evaluation, ProgramPiece loop, Walk walk, int from, int to) {
    int length = walk.size(1);
    for (int n, lines, at = from; at < to; at += n * lines) {
      n = walk.run(1, at, Math.min(Evaluation.TILE, to - at));
      lines = n == length ? (to - at) / length : 1;
      evaluation.runLines(loop, at, lines, n);
    }
  }

  private void runTiles(
      Evaluation evaluation,
      Walk walk,
      int inner,
      Operand[] operands,
      DType compute,
      int from,
      int to) {
    int capacity = Math.min(to - from, Evaluation.TILE);
    boolean[] stored = new boolean[targets.length];
    boolean areStored = true;
    for (int i = 0; i < targets.length; i++) {
      Strided target = (Strided) operands[targets[i]];
      stored[i] =
          last[i]
              && isAlone(targets[i], operands)
              && bind(evaluation, walk, i, target, targets[i], compute);
      areStored &= stored[i];
    }
    int most = areStored ? evaluation.longest(capacity) : capacity;
    for (int n, at = from; at < to; at += n) {
      n = walk.run(inner, at, Math.min(most, to - at));
      evaluation.run(at, n);
      for (int i = 0; i < targets.length; i++) {
        if (!stored[i]) {
          Strided target = (Strided) operands[targets[i]];
          Object values = evaluation.array(i);
          int index = evaluation.resultIndex(i, at);
          Tiles.store(walk, targets[i], target, at, n, values, index, compute);
        }
      }
    }
  }

  /** Whether nothing else that is read is in the same memory. */
  private boolean isAlone(int place, Operand[] operands) {
    Strided target = (Strided) operands[place];
    for (int i = 0; i < read.length; i++) {
      if (i != place
          && read[i]
          && operands[i] instanceof Strided other
          && mayOverlap(other, target)) {
        return false;
      }
    }
    return true;
  }
}
