package org.gradlang.kernel;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/**
 * Several formulas of the same operands, computed together into new memory: one pass in the place
 * of one for each formula and each temporary. What the formulas share is computed once.
 *
 * <p>Every step is the loop that would compute it alone, and so are the bits. Immutable.
 */
public final class PointwiseBatch {
  private final Program program;
  private final int results;

  /** For each formula the first that is equal to it: it is computed once, and copied. */
  private final int[] firsts;

  private PointwiseBatch(List<Formula> formulas) {
    program = Program.of(formulas);
    results = formulas.size();
    firsts = formulas.stream().mapToInt(formulas::indexOf).toArray();
  }

  /** Of formulas that each apply a primitive at least. */
  public static PointwiseBatch of(List<Formula> formulas) {
    return new PointwiseBatch(formulas);
  }

  /**
   * Computes.
   *
   * @param operands one for each input; tensors broadcast to {@code sizes}
   * @param sizes the layout of each result, without gaps, from offset 0
   * @param compute the dtype of the results, which all operands are converted to
   */
  public Storage[] evaluate(Operand[] operands, Layout sizes, DType compute) {
    Storage[] storages = new Storage[results];
    for (int i = 0; i < results; i++) {
      storages[i] = Storage.unwritten(compute, sizes.numel());
    }
    Operand[] inputs = PointwiseLoop.turned(operands, new View(storages[0], sizes));
    Layout[] layouts = new Layout[program.operands() + 1];
    layouts[0] = sizes;
    for (int i = 0; i < program.operands(); i++) {
      layouts[i + 1] = inputs[i] instanceof Strided strided ? strided.layout() : Layout.SCALAR;
    }
    Walk walk = Walk.inMemoryOrder(sizes, layouts);
    int n = sizes.numel();
    long work = (long) n * program.steps().size();
    Context.current()
        .split(
            n,
            work >= DirectRun.PARALLEL ? Evaluation.TILE : n,
            (from, to) -> runRange(walk, inputs, storages, compute, from, to));
    for (int i = 0; i < results; i++) {
      if (firsts[i] < i) {
        Copies.copy(new View(storages[firsts[i]], sizes), new View(storages[i], sizes));
      }
    }
    return storages;
  }

  private void runRange(
      Walk walk, Operand[] operands, Storage[] storages, DType compute, int from, int to) {
    int capacity = Math.min(to - from, Evaluation.TILE);
    int inner = walk.blocks();
    try (Evaluation evaluation =
        new Evaluation(program, walk, 1, operands, compute, capacity, inner)) {
      for (int i = 0; i < results; i++) {
        if (firsts[i] == i) {
          evaluation.bindResult(i, Elements.array(storages[i]));
        }
      }
      Context context = Context.current();
      for (int n, at = from; at < to; at += n) {
        int most = Math.min(capacity, to - at);
        n = walk.run(inner, at, most);
        evaluation.run(at, n);
        context.worked(n);
      }
    }
  }
}
