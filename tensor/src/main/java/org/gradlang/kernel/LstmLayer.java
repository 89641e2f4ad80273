package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.kernel.PointwiseUpdate.Write;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.RangeTask;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * A layer of an LSTM over a whole sequence, and its gradients. One step is one product and one pass
 * over the gates, in the operations and the order of the plain form, and so with its bits; the
 * gradients of the weights are one product for all steps.
 *
 * <p>All arrays are dense: gates (steps, rows, 4 width) in the order i, f, g, o; states (steps,
 * rows, width).
 */
public final class LstmLayer {
  private static final int GATES = 4;

  /** Rows for each thread from which on they are shared: those of a tile of a product. */
  private static final int LEAST = 8;

  private static final PointwiseUpdate STEP = step();
  private static final PointwiseUpdate STEP_BACK = stepBack();

  private final int steps;
  private final int rows;
  private final int width;
  private final DType dtype;
  private final boolean reverse;

  /**
   * @param reverse whether it goes from the last step to the first
   */
  public LstmLayer(int steps, int rows, int width, DType dtype, boolean reverse) {
    this.steps = steps;
    this.rows = rows;
    this.width = width;
    this.dtype = dtype;
    this.reverse = reverse;
  }

  /** What a run gives, and what its gradients need of it: the gates behind their functions. */
  public record Run(Storage output, Storage memories, Storage gates) {}

  /**
   * What goes back through a run.
   *
   * @param output the cotangents of all outputs (steps, rows, width)
   * @param memory that of the last memory, dense; it is written over
   * @param given where the gradient of what was given goes; may be the run's gates
   */
  public record Cotangents(Strided output, Storage memory, Storage given) {}

  /** The gradients of what was given, of the bias of each row, and of the first states. */
  public record Gradients(Storage given, Storage weight, Storage hidden, Storage memory) {}

  // Inputs 0 to 3 are what the input gives to i, f, g, o; 4 to 7 what the old state gives; 8 is the
  // old memory. Behind them stands what is written: the state, the memory and the gates.
  private static PointwiseUpdate step() {
    Formula i = sum(0).sigmoid();
    Formula f = sum(1).sigmoid();
    Formula g = sum(2).tanh();
    Formula o = sum(3).sigmoid();
    Formula memory = f.mul(Formula.input(8)).add(i.mul(g));
    return PointwiseUpdate.of(
        List.of(
            new Write(9, o.mul(memory.tanh())),
            new Write(10, memory),
            new Write(11, i),
            new Write(12, f),
            new Write(13, g),
            new Write(14, o)));
  }

  private static Formula sum(int gate) {
    return Formula.input(gate).add(Formula.input(GATES + gate));
  }

  // Inputs 0 to 3 are the gates, 4 the old memory, 5 the new one; 6 is the cotangent of the output,
  // 7 that of the state from the step behind, 8 that of the memory, which becomes the old one's.
  private static PointwiseUpdate stepBack() {
    Formula i = Formula.input(0);
    Formula f = Formula.input(1);
    Formula g = Formula.input(2);
    Formula o = Formula.input(3);
    Formula squashed = Formula.input(5).tanh();
    Formula state = Formula.input(6).add(Formula.input(7));
    Formula memory = Formula.input(8).add(state.mul(o).mul(flat(squashed)));
    return PointwiseUpdate.of(
        List.of(
            new Write(9, memory.mul(g).mul(slope(i))),
            new Write(10, memory.mul(Formula.input(4)).mul(slope(f))),
            new Write(11, memory.mul(i).mul(flat(g))),
            new Write(12, state.mul(squashed).mul(slope(o))),
            new Write(8, memory.mul(f))));
  }

  /** The derivative of a sigmoid whose value is y. */
  private static Formula slope(Formula y) {
    return Formula.constant(1).sub(y).mul(y);
  }

  /** The derivative of a tanh whose value is y. */
  private static Formula flat(Formula y) {
    return Formula.constant(1).sub(y.mul(y));
  }

  /**
   * Runs the layer.
   *
   * @param given what the input gives to the gates
   * @param weight (4 width, width), of the old state
   * @param bias (4 width), or null
   * @param hidden the first state, dense (rows, width)
   * @param memory the first memory likewise
   */
  public Run run(
      Storage given, Strided weight, @Nullable Strided bias, Storage hidden, Storage memory) {
    int size = rows * width;
    Storage output = Storage.unwritten(dtype, steps * size);
    Storage memories = Storage.unwritten(dtype, steps * size);
    Storage gates = Storage.unwritten(dtype, steps * GATES * size);
    Storage recurrent = Storage.unwritten(dtype, GATES * size);
    split((from, to) -> {
      Part part = new Part(from, to);
      View sums = part.allGates(recurrent, 0);
      try (RepeatedProduct product = new RepeatedProduct(turned(weight), to - from)) {
        for (int n = 0; n < steps; n++) {
          int t = at(n);
          fill(sums, bias);
          View before = n == 0 ? part.state(hidden, 0) : part.state(output, at(n - 1));
          product.run(before, sums, true);
          List<Operand> operands = new ArrayList<>();
          part.addGates(operands, given, t);
          part.addGates(operands, recurrent, 0);
          operands.add(n == 0 ? part.state(memory, 0) : part.state(memories, at(n - 1)));
          operands.add(part.state(output, t));
          operands.add(part.state(memories, t));
          part.addGates(operands, gates, t);
          STEP.run(operands.toArray(Operand[]::new), dtype);
        }
      }
    });
    return new Run(output, memories, gates);
  }

  /** The gradients of a run. */
  public Gradients back(
      Run run, Strided weight, Storage hidden, Storage memory, Cotangents cotangents) {
    Storage given = cotangents.given;
    Storage state = Storage.zeros(dtype, rows * width);
    split((from, to) -> {
      Part part = new Part(from, to);
      View own = part.state(state, 0);
      try (RepeatedProduct product = new RepeatedProduct(weight, to - from)) {
        for (int n = steps - 1; n >= 0; n--) {
          int t = at(n);
          List<Operand> operands = new ArrayList<>();
          part.addGates(operands, run.gates, t);
          operands.add(n == 0 ? part.state(memory, 0) : part.state(run.memories, at(n - 1)));
          operands.add(part.state(run.memories, t));
          operands.add(part.step(cotangents.output, t));
          operands.add(own);
          operands.add(part.state(cotangents.memory, 0));
          part.addGates(operands, given, t);
          STEP_BACK.run(operands.toArray(Operand[]::new), dtype);
          product.run(part.allGates(given, t), own, false);
        }
      }
    });
    View ofWeight = View.zeros(dtype, GATES * width, width);
    addProducts(given, run.output, hidden, ofWeight);
    return new Gradients(given, ofWeight.storage(), state, cotangents.memory);
  }

  /**
   * Shares the rows: no row needs another, so that threads need not wait for each other at every
   * step. Of few rows the products and the passes of each step are shared, where that pays.
   */
  private void split(RangeTask task) {
    Context context = Context.current();
    int each = (rows - 1) / context.threads() + 1;
    context.split(rows, each < LEAST ? Math.max(rows, 1) : each, task);
  }

  /**
   * Adds up the products of each step's gradient and the state before that step, in the order in
   * which they stand: the states are the outputs, one step later, and the first one.
   */
  private void addProducts(Storage given, Storage output, Storage hidden, View sum) {
    if (!reverse) {
      Gemm.run(turned(allGates(given, 0, 1)), state(hidden, 0), sum, true);
    }
    if (steps > 1) {
      int t = reverse ? 0 : 1;
      int[] sizes = {(steps - 1) * rows, width};
      Layout before = Layout.strided(sizes, new int[] {width, 1}, (1 - t) * rows * width);
      Gemm.run(turned(allGates(given, t, steps - 1)), new View(output, before), sum, true);
    }
    if (reverse) {
      Gemm.run(turned(allGates(given, steps - 1, 1)), state(hidden, 0), sum, true);
    }
  }

  /** The place in the sequence that comes as number n. */
  private int at(int n) {
    return reverse ? steps - 1 - n : n;
  }

  private View state(Storage states, int t) {
    return new Part(0, rows).state(states, t);
  }

  private View allGates(Storage gates, int t, int count) {
    int[] sizes = {count * rows, GATES * width};
    int start = t * rows * GATES * width;
    return new View(gates, Layout.strided(sizes, new int[] {GATES * width, 1}, start));
  }

  /** Some of the rows. */
  private final class Part {
    private final int from;
    private final int count;

    Part(int from, int to) {
      this.from = from;
      this.count = to - from;
    }

    View state(Storage states, int t) {
      return view(states, t, width, width, 0);
    }

    View allGates(Storage gates, int t) {
      return view(gates, t, GATES * width, GATES * width, 0);
    }

    void addGates(List<Operand> operands, Storage gates, int t) {
      for (int gate = 0; gate < GATES; gate++) {
        operands.add(view(gates, t, GATES * width, width, gate * width));
      }
    }

    private View view(Storage storage, int t, int apart, int columns, int column) {
      int[] sizes = {count, columns};
      int start = (t * rows + from) * apart + column;
      return new View(storage, Layout.strided(sizes, new int[] {apart, 1}, start));
    }

    /** Of states (steps, rows, width) that stand anyhow. */
    View step(Strided states, int t) {
      Layout layout = states.layout();
      int[] sizes = {count, layout.size(2)};
      int[] strides = {layout.stride(1), layout.stride(2)};
      int start = layout.offset() + t * layout.stride(0) + from * layout.stride(1);
      return new View(states.storage(), Layout.strided(sizes, strides, start));
    }
  }

  private static void fill(View to, @Nullable Strided bias) {
    if (bias == null) {
      Copies.fill(to, Scalar.of(0));
      return;
    }
    int[] strides = {0, bias.layout().stride(0)};
    int[] sizes = to.layout().sizes();
    Copies.copy(
        new View(bias.storage(), Layout.strided(sizes, strides, bias.layout().offset())), to);
  }

  private static View turned(Strided matrix) {
    Layout own = matrix.layout();
    int[] sizes = {own.size(1), own.size(0)};
    int[] strides = {own.stride(1), own.stride(0)};
    return new View(matrix.storage(), Layout.strided(sizes, strides, own.offset()));
  }
}
