package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * A formula ready to run: tile by tile, so that temporaries never reach main memory.
 *
 * <p>Nothing of it changes; operations keep theirs.
 */
public final class PointwiseLoop {
  private final Formula formula;
  private @Nullable Program program; // made when first needed: most operations are never called

  private PointwiseLoop(Formula formula) {
    this.formula = formula;
  }

  public static PointwiseLoop of(Formula formula) {
    return new PointwiseLoop(formula);
  }

  public Formula formula() {
    return formula;
  }

  private Program program() {
    @Nullable Program known = program;
    if (known == null) {
      known = Program.of(formula); // two threads may both make one: no harm
      program = known;
    }
    return known;
  }

  /**
   * Computes into new memory.
   *
   * @param operands one for each input; tensors broadcast to {@code sizes}
   * @param sizes the result's layout, without gaps, from offset 0
   * @param compute the dtype that all operands are converted to and that is computed in; bools are
   *     computed as int64
   * @param result the dtype of the result
   */
  public Storage evaluate(Operand[] operands, Layout sizes, DType compute, DType result) {
    Storage storage = Storage.unwritten(result, sizes.numel());
    DType dtype = Elements.computed(compute);
    if (!DirectRun.run(program(), operands, storage, sizes, dtype)) {
      runInTiles(operands, new View(storage, sizes), dtype);
    }
    return storage;
  }

  /** Computes into {@code out}, which may be one of the operands, and has the result's sizes. */
  public void run(Operand[] operands, Strided out, DType compute) {
    DType dtype = Elements.computed(compute);
    if (!DirectRun.run(program(), operands, out.storage(), out.layout(), dtype)) {
      runInTiles(operands, out, dtype);
    }
  }

  private void runInTiles(Operand[] operands, Strided out, DType compute) {
    int n = out.layout().numel();
    Program program = program();
    Layout[] layouts = new Layout[program.operands() + 1];
    layouts[0] = out.layout();
    Operand[] inputs = n < Transposition.SMALL ? operands : turned(operands, out);
    for (int i = 0; i < program.operands(); i++) {
      layouts[i + 1] = inputs[i] instanceof Strided strided ? strided.layout() : Layout.SCALAR;
    }
    Walk walk = Walk.inMemoryOrder(out.layout(), layouts);
    long work = (long) n * Math.max(1, program.steps().size());
    Context.current()
        .split(
            n,
            work >= DirectRun.PARALLEL ? Evaluation.TILE : n,
            (from, to) -> runRange(walk, inputs, out, compute, from, to));
  }

  /** Copies operands that are transposed against the result: tiles would read them badly. */
  static Operand[] turned(Operand[] operands, Strided out) {
    Operand[] inputs = operands;
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof Strided strided && isTurned(strided, out.layout())) {
        inputs = inputs == operands ? operands.clone() : inputs;
        View copy =
            new View(
                Storage.zeros(strided.dtype(), strided.layout().numel()), out.layout().dense());
        Copies.copy(strided, copy);
        inputs[i] = copy;
      }
    }
    return inputs;
  }

  private static boolean isTurned(Strided strided, Layout out) {
    return strided.layout().sameSizes(out)
        && Transposition.dimension(Walk.inMemoryOrder(out, out, strided.layout())) >= 0;
  }

  private void runRange(
      Walk walk, Operand[] operands, Strided out, DType compute, int from, int to) {
    int capacity = Math.min(to - from, Evaluation.TILE);
    int inner = walk.blocks();
    Context context = Context.current();
    try (Evaluation evaluation =
        new Evaluation(program(), walk, 1, operands, compute, capacity, inner)) {
      boolean stored = bindResult(evaluation, walk, out, compute);
      int most = stored ? evaluation.longest(capacity) : capacity;
      for (int n, at = from; at < to; at += n) {
        int limit = Math.min(most, to - at);
        n = walk.run(inner, at, limit);
        evaluation.run(at, n);
        if (!stored) {
          Tiles.store(walk, 0, out, at, n, evaluation.array(), evaluation.index(at), compute);
        }
        context.worked(n);
      }
    }
  }

  /** Whether results are where they belong when they are computed. */
  private boolean bindResult(Evaluation evaluation, Walk walk, Strided out, DType compute) {
    if (out.dtype() != compute || program().steps().isEmpty()) {
      return false;
    }
    if (walk.isDense(0)) {
      evaluation.bindResult(0, Elements.array(out.storage()), walk.offset(0));
      return true;
    }
    return evaluation.bindLines(0, out, 0);
  }
}
