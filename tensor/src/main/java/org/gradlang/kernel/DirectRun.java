package org.gradlang.kernel;

import java.util.List;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/**
 * A program on few elements: operands that stand densely in memory, or are one number for all
 * elements, need neither tiles nor a plan. Small tensors live here.
 *
 * <p>The loops are those of {@link Evaluation}, and so are the bits.
 */
final class DirectRun {
  /** Elements from which on a second thread pays, if each costs one simple step. */
  static final int PARALLEL = 1 << 16;

  private DirectRun() {}

  /** Computes into {@code out} if that is possible here; whether it was. */
  static boolean run(Program program, Operand[] operands, Strided out, DType compute) {
    List<Program.Step> steps = program.steps();
    Layout layout = out.layout();
    int n = layout.numel();
    int most = steps.size() == 1 ? PARALLEL - 1 : Evaluation.TILE;
    if (steps.isEmpty() || n > most || !isDense(out, layout, compute)) {
      return false;
    }
    for (int slot = 0; slot < program.operands(); slot++) {
      if (!isReady(operands[slot], layout, compute)) {
        return false;
      }
    }
    if (steps.size() == 1) {
      single(program, steps.getFirst(), operands, out, compute);
    } else {
      several(program, steps, operands, out, compute);
    }
    return true;
  }

  private static boolean isReady(Operand operand, Layout layout, DType compute) {
    return switch (operand) {
      case Scalar number -> true;
      case Strided strided -> isDense(strided, layout, compute) || isUniform(strided.layout());
    };
  }

  private static boolean isDense(Strided strided, Layout layout, DType compute) {
    return strided.dtype() == compute
        && strided.layout().isContiguous()
        && strided.layout().sameSizes(layout);
  }

  /** Whether all elements are one: a 0-dim tensor, or one that is expanded. */
  private static boolean isUniform(Layout layout) {
    for (int d = 0; d < layout.dim(); d++) {
      if (layout.stride(d) != 0 && layout.size(d) != 1) {
        return false;
      }
    }
    return layout.numel() > 0;
  }

  private static void single(
      Program program, Program.Step step, Operand[] operands, Strided out, DType compute) {
    int n = out.layout().numel();
    Operand a = operand(program, operands, step.a());
    Operand b = operand(program, operands, step.b());
    boolean three = step.primitive().arity() > 2;
    Operand c = three ? operand(program, operands, step.c()) : a;
    Layout layout = out.layout();
    Object first = ready(a, layout, compute);
    Object second = b == a ? first : ready(b, layout, compute);
    Object third = c == a ? first : ready(c, layout, compute);
    step.primitive()
        .loop(compute)
        .run(
            first,
            start(a, layout, compute),
            second,
            start(b, layout, compute),
            third,
            start(c, layout, compute),
            Elements.array(out.storage()),
            layout.offset(),
            n);
  }

  private static Operand operand(Program program, Operand[] operands, int slot) {
    return slot < program.operands()
        ? operands[slot]
        : Scalar.of(program.constants()[slot - program.operands()]);
  }

  private static void several(
      Program program,
      List<Program.Step> steps,
      Operand[] operands,
      Strided out,
      DType compute) {
    Layout layout = out.layout();
    int n = layout.numel();
    Object[] arrays = new Object[program.slots()];
    int[] starts = new int[arrays.length];
    for (int slot = 0; slot < arrays.length; slot++) {
      if (program.isTemporary(slot)) {
        arrays[slot] = Elements.allocate(compute, n);
      } else {
        Operand operand = operand(program, operands, slot);
        arrays[slot] = ready(operand, layout, compute);
        starts[slot] = start(operand, layout, compute);
      }
    }
    int last = steps.size() - 1;
    for (int i = 0; i <= last; i++) {
      Program.Step step = steps.get(i);
      Object target = i < last ? arrays[step.out()] : Elements.array(out.storage());
      step.primitive()
          .loop(compute)
          .run(
              arrays[step.a()],
              starts[step.a()],
              arrays[step.b()],
              starts[step.b()],
              arrays[step.c()],
              starts[step.c()],
              target,
              i < last ? 0 : layout.offset(),
              n);
    }
  }

  private static Object ready(Operand operand, Layout layout, DType compute) {
    return switch (operand) {
      case Scalar number -> Elements.filled(compute, number, layout.numel());
      case Strided strided when isDense(strided, layout, compute) ->
          Elements.array(strided.storage());
      case Strided strided -> Elements.filled(compute, first(strided), layout.numel());
    };
  }

  private static int start(Operand operand, Layout layout, DType compute) {
    return operand instanceof Strided strided && isDense(strided, layout, compute)
        ? strided.layout().offset()
        : 0;
  }

  private static Scalar first(Strided strided) {
    Storage storage = strided.storage();
    int at = strided.layout().offset();
    return switch (storage.dtype()) {
      case FLOAT32 -> Scalar.of(storage.floats()[at]);
      case FLOAT64 -> Scalar.of(storage.doubles()[at]);
      case INT64 -> Scalar.of(storage.longs()[at]);
      case BOOL -> Scalar.of(storage.bools()[at] != 0);
    };
  }
}
