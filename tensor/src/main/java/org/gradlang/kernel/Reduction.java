package org.gradlang.kernel;

import java.util.function.DoubleUnaryOperator;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scratch;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * A reduction: a formula of each element, folded over some dimensions. A new one is one
 * declaration:
 *
 * <pre>{@code Reduction squares = Reduction.of(Fold.SUM, x.mul(x));}</pre>
 *
 * <p>Nothing between the formula and the fold reaches main memory. The order of accumulation
 * depends on the sizes alone.
 */
public final class Reduction {
  /** Reduced elements of one result that are accumulated together; several blocks run parallel. */
  private static final int BLOCK = 1 << 15;

  /** Elements from which on a reduction is worth loops on vectors. */
  private static final long SIMD = 1 << 13;

  /** Results next to each other in memory from which on they are accumulated side by side. */
  private static final int COLUMNS = 16;

  private final Fold fold;
  private final Formula formula;
  private @Nullable Program program; // made when first needed: most operations are never called

  private Reduction(Fold fold, Formula formula) {
    this.fold = fold;
    this.formula = formula;
  }

  private Program program() {
    @Nullable Program known = program;
    if (known == null) {
      known = Program.of(formula); // two threads may both make one: no harm
      program = known;
    }
    return known;
  }

  public static Reduction of(Fold fold, Formula formula) {
    return new Reduction(fold, formula);
  }

  /** Of the elements themselves. */
  public static Reduction of(Fold fold) {
    return new Reduction(fold, Formula.input(0));
  }

  /** {@link #run(Operand[], int[], boolean[], DType, DType, DoubleUnaryOperator)} of one tensor. */
  public Storage run(Strided x, boolean[] reduced, DType compute, DType result) {
    Operand[] operands = {x};
    return run(
        operands, x.layout().sizes(), reduced, compute, result, DoubleUnaryOperator.identity());
  }

  /**
   * Reduces.
   *
   * @param operands one for each input of the formula; they broadcast to {@code sizes}
   * @param sizes what is reduced
   * @param reduced for each dimension whether it is reduced
   * @param compute the dtype of the formula; int64 and bool accumulate in int64, others in float64,
   *     save that sums of more than 512 elements of float32 add eight of them in float32 before
   * @param result the dtype of the result
   * @param finish what becomes of an accumulated float, such as a division for a mean
   * @return the results in the order of the dimensions that stay
   */
  public Storage run(
      Operand[] operands,
      int[] sizes,
      boolean[] reduced,
      DType compute,
      DType result,
      DoubleUnaryOperator finish) {
    if (isDense(operands, reduced.length, compute)) {
      Strided x = (Strided) operands[0];
      int columns = columns(sizes, reduced);
      int rows = x.layout().numel() / columns;
      if (columns == 1 && rows <= Evaluation.TILE) {
        return shortRow(x, compute, result, finish);
      }
      if (columns < COLUMNS
          && rows <= Evaluation.TILE
          && fold == Fold.SUM
          && compute.isFloating()) {
        return shortColumns(x, rows, columns, result, finish);
      }
    }
    if (isTurned(operands, sizes)) {
      Strided x = (Strided) operands[0];
      Operand[] turned = {new View(x.storage(), x.layout().turned())};
      int[] lines = {sizes[1], sizes[0]};
      boolean[] along = {reduced[1], reduced[0]};
      return run(turned, lines, along, compute, result, finish);
    }
    return new Run(operands, sizes, reduced, compute, result, finish).run();
  }

  /** Whether one transposed matrix is reduced: as it lies in memory, results are the same ones. */
  private static boolean isTurned(Operand[] operands, int[] sizes) {
    return sizes.length == 2
        && operands.length == 1
        && operands[0] instanceof Strided x
        && x.layout().dim() == 2
        && x.layout().size(0) == sizes[0]
        && x.layout().size(1) == sizes[1]
        && !x.layout().isContiguous()
        && x.layout().turned().isContiguous();
  }

  /** Whether elements are reduced as they stand in memory, one after the other. */
  private boolean isDense(Operand[] operands, int dims, DType compute) {
    return program().steps().isEmpty()
        && program().result() == 0
        && operands.length == 1
        && operands[0] instanceof Strided x
        && x.dtype() == compute
        && x.dtype() != DType.BOOL
        && x.layout().isContiguous()
        && x.layout().dim() == dims
        && x.layout().numel() > 0;
  }

  /** How many elements stay if all dimensions before them are reduced; otherwise very many. */
  private static int columns(int[] sizes, boolean[] reduced) {
    int columns = 1;
    int d = sizes.length - 1;
    for (; d >= 0 && !reduced[d]; d--) {
      columns *= sizes[d];
    }
    for (; d >= 0; d--) {
      if (!reduced[d] && sizes[d] > 1) {
        return Integer.MAX_VALUE;
      }
    }
    return columns;
  }

  private Storage shortColumns(
      Strided x, int rows, int columns, DType result, DoubleUnaryOperator finish) {
    Storage out = Storage.zeros(result, columns);
    int lanes = Accumulator.lanesOfColumns(columns);
    Scratch scratch = Context.current().scratch();
    double[] sums = scratch.doubles(lanes);
    Accumulator accumulator = Accumulator.of(fold, sums, lanes);
    int at = x.layout().offset();
    accumulator.sumShortColumns(Elements.array(x.storage()), at, rows, columns);
    write(accumulator, out, 0, columns, finish);
    scratch.give(sums);
    return out;
  }

  private Storage shortRow(Strided x, DType compute, DType result, DoubleUnaryOperator finish) {
    Storage out = Storage.zeros(result, 1);
    boolean integral = !compute.isFloating();
    int lanes = Accumulator.lanesOfShortRow(fold, integral, x.layout().numel());
    Accumulator accumulator = new Accumulator(fold, integral, lanes);
    int at = x.layout().offset();
    accumulator.foldShortRow(Elements.array(x.storage()), at, x.layout().numel(), PlainRows.ROWS);
    write(accumulator, out, 0, 1, finish);
    return out;
  }

  private static void write(
      Accumulator accumulator, Storage out, int at, int n, DoubleUnaryOperator finish) {
    Object results = accumulator.results();
    if (results instanceof double[] doubles) {
      for (int i = 0; i < n; i++) {
        doubles[i] = finish.applyAsDouble(doubles[i]);
      }
    }
    DType from = results instanceof double[] ? DType.FLOAT64 : DType.INT64;
    Elements.copy(results, from, 0, 1, Elements.array(out), out.dtype(), at, 1, n);
  }

  /** One execution. Elements are numbered (outer, reduced, inner), with inner 1 for rows. */
  private final class Run {
    private final Operand[] operands;
    private final DType compute;
    private final DoubleUnaryOperator finish;
    private final Walk walk;
    private final int outer;
    private final int length;
    private final int inner;
    private final Storage out;

    Run(
        Operand[] operands,
        int[] sizes,
        boolean[] reduced,
        DType compute,
        DType result,
        DoubleUnaryOperator finish) {
      this.operands = operands;
      this.compute = compute;
      this.finish = finish;
      int trailing = trailingKept(sizes, reduced);
      this.length = product(sizes, reduced, true, 0, sizes.length);
      int columns = product(sizes, reduced, false, sizes.length - trailing, sizes.length);
      boolean rows = columns < COLUMNS;
      this.inner = rows ? 1 : columns;
      this.outer = product(sizes, reduced, false, 0, rows ? sizes.length : sizes.length - trailing);
      this.out = Storage.zeros(result, outer * inner);
      int[] order = order(reduced, rows ? 0 : trailing);
      this.walk = Walk.inOrder(sizes, order, layouts(operands));
    }

    Storage run() {
      if (outer * inner == 0) {
        return out;
      }
      Context context = Context.current();
      if (inner > 1) {
        context.split(outer * inner, grain(Evaluation.TILE), this::columns);
      } else if (length > Evaluation.TILE) {
        longRows(context);
      } else {
        context.split(outer, grain(1), this::shortRows);
      }
      return out;
    }

    /** At least a block of elements for each thread. */
    private int grain(int unit) {
      int perResult = Math.max(1, length);
      return (BLOCK / perResult / unit + 1) * unit;
    }

    private Evaluation evaluation() {
      int capacity = (int) Math.min(Evaluation.TILE, (long) outer * length * inner);
      return new Evaluation(program(), walk, 0, operands, compute, capacity);
    }

    private Accumulator accumulator(int width) {
      return new Accumulator(fold, !compute.isFloating(), width);
    }

    /** Results that stand side by side: one tile of them at a time. */
    private void columns(int from, int to) {
      Context context = Context.current();
      try (Evaluation evaluation = evaluation()) {
        Accumulator accumulator = accumulator(Math.min(Evaluation.TILE, inner));
        for (int at = from; at < to; ) {
          int column = at % inner;
          int n = Math.min(Math.min(Evaluation.TILE, to - at), inner - column);
          int start = at / inner * length * inner + column;
          accumulator.reset();
          for (int r = 0; r < length; r++) {
            evaluation.run(start + r * inner, n);
            accumulator.addColumns(evaluation.array(), evaluation.index(start + r * inner), n);
            context.worked(n);
          }
          write(accumulator, out, at, n, finish);
          at += n;
        }
      }
    }

    /** Rows of which several fit into a tile. */
    private void shortRows(int from, int to) {
      Context context = Context.current();
      try (Evaluation evaluation = evaluation()) {
        Accumulator accumulator = accumulator(Accumulator.lanes(length));
        int together = Math.max(1, Evaluation.TILE / Math.max(1, length));
        Accumulator results = accumulator(Math.min(together, to - from));
        RowLoops loops = loops();
        for (int at = from; at < to; at += together) {
          int rows = Math.min(together, to - at);
          int start = at * length;
          evaluation.run(start, rows * length);
          int index = evaluation.index(start);
          for (int r = 0; r < rows; r++) {
            accumulator.foldShortRow(evaluation.array(), index + r * length, length, loops);
            accumulator.copyTo(results, r);
          }
          write(results, out, at, rows, finish);
          context.worked(rows * length);
        }
      }
    }

    /** What has vectors for sums of long rows and for extremes, where they pay. */
    private RowLoops loops() {
      boolean isLarge = (long) outer * length >= SIMD;
      return isLarge && fold != Fold.PROD ? SimdKernels.rows() : PlainRows.ROWS;
    }

    /** Rows of many tiles, in blocks that threads share. */
    private void longRows(Context context) {
      int blocks = (length + BLOCK - 1) / BLOCK;
      Accumulator whole = accumulator(outer * blocks);
      int together = Math.max(1, BLOCK / length);
      RowLoops loops = loops();
      context.split(
          outer * blocks,
          together,
          (from, to) -> {
            Context worker = Context.current();
            try (Evaluation evaluation = evaluation()) {
              Accumulator accumulator = accumulator(Accumulator.LANES);
              for (int i = from; i < to; i++) {
                accumulate(accumulator, evaluation, i / blocks, i % blocks, loops);
                accumulator.copyTo(whole, i);
                worker.worked(Math.min(BLOCK, length));
              }
            }
          });
      for (int row = 0; row < outer; row++) {
        whole.foldLanes(row * blocks, blocks, row);
      }
      write(whole, out, 0, outer, finish);
    }

    private void accumulate(
        Accumulator accumulator, Evaluation evaluation, int row, int block, RowLoops loops) {
      int start = row * length;
      int first = start + block * BLOCK;
      int end = start + Math.min(length, (block + 1) * BLOCK);
      if (evaluation.isDirect()) {
        evaluation.run(first, end - first);
        int index = evaluation.index(first);
        accumulator.foldRow(evaluation.array(), index, end - first, loops);
        return;
      }
      addTiles(accumulator, evaluation, first, end, loops);
      if (accumulator.mayHaveOverflowed()) {
        addTiles(accumulator, evaluation, first, end, null);
      }
    }

    private void addTiles(
        Accumulator accumulator,
        Evaluation evaluation,
        int first,
        int end,
        @Nullable RowLoops loops) {
      accumulator.reset();
      for (int at = first; at < end; at += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - at);
        evaluation.run(at, n);
        accumulator.addRow(evaluation.array(), evaluation.index(at), n, loops);
      }
      accumulator.joinLanes();
    }
  }

  private static Layout[] layouts(Operand[] operands) {
    Layout[] layouts = new Layout[operands.length];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = operands[i] instanceof Strided strided ? strided.layout() : Layout.SCALAR;
    }
    return layouts;
  }

  /** How many of the last dimensions stay. */
  private static int trailingKept(int[] sizes, boolean[] reduced) {
    int count = 0;
    while (count < sizes.length && !reduced[sizes.length - 1 - count]) {
      count++;
    }
    return count;
  }

  private static int product(int[] sizes, boolean[] reduced, boolean which, int from, int to) {
    int product = 1;
    for (int d = from; d < to; d++) {
      product *= reduced[d] == which ? sizes[d] : 1;
    }
    return product;
  }

  /** Dimensions that stay, then the reduced ones, then the last {@code trailing}. */
  private static int[] order(boolean[] reduced, int trailing) {
    int[] order = new int[reduced.length];
    int count = 0;
    int end = reduced.length - trailing;
    for (int pass = 0; pass < 2; pass++) {
      for (int d = 0; d < end; d++) {
        if (reduced[d] == (pass == 1)) {
          order[count++] = d;
        }
      }
    }
    for (int d = end; d < reduced.length; d++) {
      order[count++] = d;
    }
    return order;
  }
}
