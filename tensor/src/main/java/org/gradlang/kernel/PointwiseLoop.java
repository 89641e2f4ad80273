package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/**
 * A formula ready to run: tile by tile, so that temporaries never reach main memory.
 *
 * <p>Immutable; operations keep theirs.
 */
public final class PointwiseLoop {
  /** Elements from which on a second thread pays, if each costs one simple step. */
  private static final int PARALLEL = 1 << 16;

  private final Formula formula;
  private final Program program;

  private PointwiseLoop(Formula formula) {
    this.formula = formula;
    this.program = Program.of(formula);
  }

  public static PointwiseLoop of(Formula formula) {
    return new PointwiseLoop(formula);
  }

  public Formula formula() {
    return formula;
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
    Storage storage = Storage.zeros(result, sizes.numel());
    run(operands, new View(storage, sizes), compute);
    return storage;
  }

  /** Computes into {@code out}, which may be one of the operands, and has the result's sizes. */
  public void run(Operand[] operands, Strided out, DType compute) {
    DType dtype = Elements.computed(compute);
    if (!runDirectly(operands, out, dtype)) {
      runInTiles(operands, out, dtype);
    }
  }

  /** One primitive on dense operands needs neither tiles nor a plan: small tensors live here. */
  private boolean runDirectly(Operand[] operands, Strided out, DType compute) {
    Layout layout = out.layout();
    int n = layout.numel();
    if (program.steps().size() != 1 || n >= PARALLEL || !isDense(out, layout, compute)) {
      return false;
    }
    Program.Step step = program.steps().getFirst();
    Operand a = operand(operands, step.a());
    Operand b = operand(operands, step.b());
    Operand c = operand(operands, step.c());
    if (!isReady(a, layout, compute) || !isReady(b, layout, compute)) {
      return false;
    }
    if (step.primitive().arity() > 2 && !isReady(c, layout, compute)) {
      return false;
    }
    Object first = ready(a, compute, n);
    Object second = b == a ? first : ready(b, compute, n);
    // SIMD loops read a third operand even where there is none: then it is the first
    boolean three = step.primitive().arity() > 2;
    Object third = three ? ready(c, compute, n) : first;
    step.primitive()
        .loop(compute)
        .run(
            first,
            start(a),
            second,
            start(b),
            third,
            three ? start(c) : start(a),
            Elements.array(out.storage()),
            layout.offset(),
            n);
    return true;
  }

  private Operand operand(Operand[] operands, int slot) {
    return slot < operands.length && slot < program.operands()
        ? operands[slot]
        : Scalar.of(program.constants()[slot - program.operands()]);
  }

  private static boolean isReady(Operand operand, Layout layout, DType compute) {
    return operand instanceof Scalar || isDense((Strided) operand, layout, compute);
  }

  private static boolean isDense(Strided strided, Layout layout, DType compute) {
    return strided.dtype() == compute
        && strided.layout().isContiguous()
        && strided.layout().sameSizes(layout);
  }

  private static Object ready(Operand operand, DType compute, int n) {
    return switch (operand) {
      case Scalar number -> Elements.filled(compute, number, n);
      case Strided strided -> Elements.array(strided.storage());
    };
  }

  private static int start(Operand operand) {
    return operand instanceof Strided strided ? strided.layout().offset() : 0;
  }

  private void runInTiles(Operand[] operands, Strided out, DType compute) {
    int n = out.layout().numel();
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
            work >= PARALLEL ? Evaluation.TILE : n,
            (from, to) -> runRange(walk, inputs, out, compute, from, to));
  }

  /** Copies operands that are transposed against the result: tiles would read them badly. */
  private static Operand[] turned(Operand[] operands, Strided out) {
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
    Evaluation evaluation = new Evaluation(program, walk, 1, operands, compute, capacity);
    if (out.dtype() == compute && walk.isDense(0)) {
      Object array = Elements.array(out.storage());
      for (int at = from; at < to; at += capacity) {
        int n = Math.min(capacity, to - at);
        evaluation.into(array, walk.offset(0) + at, at, n);
      }
      return;
    }
    for (int at = from; at < to; at += capacity) {
      int n = Math.min(capacity, to - at);
      evaluation.run(at, n);
      Tiles.store(walk, 0, out, at, n, evaluation.array(), evaluation.index(at), compute);
    }
  }
}
