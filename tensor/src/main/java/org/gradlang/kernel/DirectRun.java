package org.gradlang.kernel;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.jspecify.annotations.Nullable;

/**
 * A program on few elements: operands that stand densely in memory, or are one number for all
 * elements, need neither tiles nor a plan. Small tensors live here.
 *
 * <p>The loops are those of {@link Evaluation}, and so are the bits.
 */
final class DirectRun {
  /** Elements from which on a second thread pays, if each costs one simple step. */
  static final int PARALLEL = 1 << 16;

  /** Elements up to which a new array for a number costs less than to ask for a tile. */
  private static final int FEW = 32;

  private DirectRun() {}

  /**
   * Computes into {@code out} if that is possible here; whether it was.
   *
   * @param layout the result's sizes and where it stands in {@code out}
   */
  static boolean run(
      Program program, Operand[] operands, Storage out, Layout layout, DType compute) {
    if (out.dtype() != compute || !layout.isContiguous()) {
      return false;
    }
    return switch (program.steps().size()) {
      case 0 -> false;
      case 1 -> layout.numel() < PARALLEL && single(program, operands, out, layout, compute);
      default ->
          layout.numel() <= Evaluation.TILE && several(program, operands, out, layout, compute);
    };
  }

  private static boolean single(
      Program program, Operand[] operands, Storage out, Layout layout, DType compute) {
    Program.Step step = program.steps().getFirst();
    Operand a = operand(program, operands, step.a());
    Operand b = operand(program, operands, step.b());
    Operand c = step.primitive().arity() > 2 ? operand(program, operands, step.c()) : a;
    if (isDense(a, layout, compute)
        && (b == a || isDense(b, layout, compute))
        && (c == a || isDense(c, layout, compute))) {
      dense(step, (Strided) a, (Strided) b, (Strided) c, out, layout, compute);
      return true;
    }
    Object first = elements(a, layout, compute);
    Object second = b == a ? first : elements(b, layout, compute);
    Object third = c == a ? first : elements(c, layout, compute);
    if (first == null || second == null || third == null) {
      return false;
    }
    step.primitive()
        .loop(compute)
        .run(
            first,
            start(a, first),
            second,
            start(b, second),
            third,
            start(c, third),
            Elements.array(out),
            layout.offset(),
            layout.numel());
    giveBack(a, first, layout.numel());
    if (second != first) {
      giveBack(b, second, layout.numel());
    }
    if (third != first && third != second) {
      giveBack(c, third, layout.numel());
    }
    return true;
  }

  /** Operands that all have their elements in the order of the result, as most have. */
  private static void dense(
      Program.Step step,
      Strided a,
      Strided b,
      Strided c,
      Storage out,
      Layout layout,
      DType compute) {
    step.primitive()
        .loop(compute)
        .run(
            Elements.array(a.storage()),
            a.layout().offset(),
            Elements.array(b.storage()),
            b.layout().offset(),
            Elements.array(c.storage()),
            c.layout().offset(),
            Elements.array(out),
            layout.offset(),
            layout.numel());
  }

  private static boolean isDense(Operand operand, Layout layout, DType compute) {
    return operand instanceof Strided strided
        && strided.dtype() == compute
        && strided.layout().isContiguous()
        && strided.layout().sameSizes(layout);
  }

  private static boolean several(
      Program program, Operand[] operands, Storage out, Layout layout, DType compute) {
    Object[] arrays = new Object[program.slots()];
    int[] starts = new int[arrays.length];
    for (int slot = 0; slot < arrays.length; slot++) {
      if (program.isTemporary(slot)) {
        arrays[slot] = Context.current().scratch().takeTile(compute);
        continue;
      }
      Operand operand = operand(program, operands, slot);
      Object elements = elements(operand, layout, compute);
      if (elements == null) {
        return false;
      }
      arrays[slot] = elements;
      starts[slot] = start(operand, elements);
    }
    List<Program.Step> steps = program.steps();
    int last = steps.size() - 1;
    for (int i = 0; i < last; i++) {
      Program.Step step = steps.get(i);
      step(step, arrays, starts, arrays[step.out()], 0, layout.numel(), compute);
    }
    Object target = Elements.array(out);
    step(steps.get(last), arrays, starts, target, layout.offset(), layout.numel(), compute);
    for (int slot = 0; slot < arrays.length; slot++) {
      if (program.isTemporary(slot)) {
        Context.current().scratch().giveTile(arrays[slot]);
      } else {
        giveBack(operand(program, operands, slot), arrays[slot], layout.numel());
      }
    }
    return true;
  }

  /** Gives back the tile of a number: what is not the operand's own. */
  private static void giveBack(Operand operand, Object elements, int n) {
    if (n > FEW
        && (!(operand instanceof Strided strided)
            || elements != Elements.array(strided.storage()))) {
      Context.current().scratch().giveTile(elements);
    }
  }

  private static Object filled(DType compute, Scalar number, int n) {
    if (n <= FEW || n > Evaluation.TILE) {
      return Elements.filled(compute, number, n);
    }
    Object tile = Context.current().scratch().takeTile(compute);
    Elements.fill(tile, compute, 0, n, number);
    return tile;
  }

  private static void step(
      Program.Step step,
      Object[] arrays,
      int[] starts,
      Object target,
      int at,
      int n,
      DType compute) {
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
            at,
            n);
  }

  private static Operand operand(Program program, Operand[] operands, int slot) {
    return slot < program.operands()
        ? operands[slot]
        : program.constants()[slot - program.operands()];
  }

  /** An operand's elements in the order of the result, or null where they stand otherwise. */
  private static @Nullable Object elements(Operand operand, Layout layout, DType compute) {
    if (!(operand instanceof Strided strided)) {
      return filled(compute, (Scalar) operand, layout.numel());
    }
    if (isDense(strided, layout, compute)) {
      return Elements.array(strided.storage());
    }
    return isUniform(strided.layout()) && layout.numel() <= Evaluation.TILE
        ? filled(compute, first(strided), layout.numel())
        : null;
  }

  /** Where the elements begin: those of a tensor where it begins, others at once. */
  private static int start(Operand operand, Object elements) {
    return operand instanceof Strided strided && elements == Elements.array(strided.storage())
        ? strided.layout().offset()
        : 0;
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
