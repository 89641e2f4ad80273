package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.autograd.Autograd;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.LstmLayer;
import org.gradlang.op.algebra.Layers;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * Layers of recurrent networks over whole sequences: one operation in the place of a few for each
 * step. The plain form stands beside it, and in {@code nn/recurrent.grad}.
 */
public final class RecurrentLayers {
  private static final int GIVEN = 0;
  private static final int WEIGHT = 1;
  private static final int HIDDEN = 2;
  private static final int MEMORY = 3;
  private static final int BIAS = 4;

  private static final Primitive LSTM =
      Primitive.of("lstm_layer(operands: tensors, reverse: bool)", RecurrentLayers::run)
          .results("lstm_layer", "output", "memory", "memories", "gates")
          .gradients(
              "operands",
              reads("operands", "output", "memories", "gates"),
              RecurrentLayers::gradients);

  private RecurrentLayers() {}

  public static void declare(Family family) {
    family
        .op(
            "lstm_layer",
            "A layer of an LSTM over what its input gives to the gates, (L, N, ...) or (L * N,"
                + " ...).")
        .samples(
            "lstm_layer(randn(3, 2, 8), randn(8, 2), randn(2, 2), randn(2, 2), randn(8))",
            "lstm_layer(randn(3, 2, 8), randn(8, 2), randn(2, 2), randn(2, 2), None, True)",
            "lstm_layer(randn(6, 8), randn(8, 2), randn(2, 2), randn(2, 2), randn(8))")
        .functionOnly()
        .way(
            Composite.of(
                "lstm_layer(given: tensor, weight: tensor, hidden: tensor, memory: tensor,"
                    + " bias: tensor? = None, reverse: bool = False)",
                RecurrentLayers::layer));
  }

  private static Results layer(Bound a) {
    List<Tensor> operands = new ArrayList<>();
    for (String name : new String[] {"given", "weight", "hidden", "memory"}) {
      operands.add(a.tensor(name));
    }
    Tensor bias = a.tensorOrNull("bias");
    if (bias != null) {
      operands.add(bias);
    }
    check(operands);
    Tensor[] all = operands.toArray(Tensor[]::new);
    Results results =
        (Results) LSTM.apply(Context.current(), new Object[] {all, a.flag("reverse")});
    leave(((Tensor) results.get(2)).storage());
    leave(((Tensor) results.get(3)).storage());
    return Results.of(results.get(0), results.get(1));
  }

  /** What no program sees goes to the next result of its size, after a node that saved it. */
  private static void leave(Storage storage) {
    if (storage.isNew()) {
      storage.own();
      storage.giveBackInPassing(Context.current());
    }
  }

  /** The shapes follow from those of the first state. */
  private static void check(List<Tensor> operands) {
    Tensor given = operands.get(GIVEN);
    Tensor hidden = operands.get(HIDDEN);
    boolean hasSteps = given.dim() == 2 || given.dim() == 3;
    if (!hasSteps || hidden.dim() != 2 || steps(given, hidden) == 0) {
      throw new GradError(
              ErrorKind.SHAPE,
              "lstm_layer() needs at least one step of (L, N, gates) or (L * N, gates), and states"
                  + " (N, width), not "
                  + given.layout()
                  + " and "
                  + hidden.layout())
          .note(given.origin(), "shape " + given.layout() + " made here")
          .note(hidden.origin(), "shape " + hidden.layout() + " made here");
    }
    int rows = hidden.size(0);
    int width = hidden.size(1);
    int steps = steps(given, hidden);
    if (given.dim() == 2) {
      require(operands, GIVEN, steps * rows, 4 * width);
    } else {
      require(operands, GIVEN, steps, rows, 4 * width);
    }
    require(operands, WEIGHT, 4 * width, width);
    require(operands, MEMORY, rows, width);
    if (operands.size() > BIAS) {
      require(operands, BIAS, 4 * width);
    }
    for (Tensor each : operands) {
      if (!each.dtype().isFloating() || each.dtype() != given.dtype()) {
        throw new GradError(
                ErrorKind.TYPE,
                "lstm_layer() needs one dtype of floats, not "
                    + given.dtype()
                    + " and "
                    + each.dtype())
            .note(each.origin(), each.dtype() + " made here");
      }
    }
  }

  private static void require(List<Tensor> operands, int place, int... sizes) {
    Tensor tensor = operands.get(place);
    if (!Arrays.equals(tensor.layout().sizes(), sizes)) {
      throw new GradError(
              ErrorKind.SHAPE,
              "lstm_layer() needs the shape "
                  + Arrays.toString(sizes)
                  + " here, and this one is "
                  + tensor.layout())
          .note(tensor.origin(), "made here");
    }
  }

  /** Whole steps; none where there are no rows, and their number is not told. */
  private static int steps(Tensor given, Tensor hidden) {
    return given.dim() == 3 ? given.size(0) : given.size(0) / Math.max(1, hidden.size(0));
  }

  private static LstmLayer layerOf(Tensor[] operands, boolean reverse) {
    Tensor given = operands[GIVEN];
    Tensor hidden = operands[HIDDEN];
    return new LstmLayer(
        steps(given, hidden), hidden.size(0), hidden.size(1), given.dtype(), reverse);
  }

  private static @Nullable Tensor bias(Tensor[] operands) {
    return operands.length > BIAS ? operands[BIAS] : null;
  }

  /** The elements in row-major order from the first place on; a copy where they stand otherwise. */
  private static Storage dense(Strided x) {
    boolean ready = x.layout().isContiguous() && x.layout().offset() == 0;
    return ready ? x.storage() : Copies.contiguous(x);
  }

  private static Object run(Bound a) {
    Tensor[] operands = a.tensors("operands");
    Tensor given = operands[GIVEN];
    int steps = steps(given, operands[HIDDEN]);
    int rows = operands[HIDDEN].size(0);
    int width = operands[HIDDEN].size(1);
    boolean reverse = a.flag("reverse");
    LstmLayer.Run run =
        layerOf(operands, reverse)
            .run(
                dense(given),
                operands[WEIGHT],
                bias(operands),
                dense(operands[HIDDEN]),
                dense(operands[MEMORY]));
    Tensor memories = Fresh.of(run.memories(), steps, rows, width);
    int at = reverse ? 0 : (steps - 1) * rows * width;
    Layout end = Layout.strided(new int[] {rows, width}, new int[] {width, 1}, at);
    Tensor last = Fresh.of(Copies.contiguous(new View(run.memories(), end)), rows, width);
    return new Tensor[] {
      Fresh.of(run.output(), steps, rows, width),
      last,
      memories,
      Fresh.of(run.gates(), steps, rows, 4 * width)
    };
  }

  private static @Nullable Tensor[] gradients(Vjp v) {
    Tensor[] operands = v.tensors("operands");
    boolean reverse = v.flag("reverse");
    if (Context.current().isRecording()) {
      return recorded(operands, reverse, v.cotangent(0), v.cotangent(1));
    }
    LstmLayer.Run run =
        new LstmLayer.Run(
            dense(v.result("output")), dense(v.result("memories")), dense(v.result("gates")));
    Storage spent = v.spent("gates"); // which no program has seen
    Storage given =
        spent == run.gates() ? spent : Storage.zeros(run.gates().dtype(), run.gates().length());
    LstmLayer.Gradients found =
        layerOf(operands, reverse)
            .back(
                run,
                operands[WEIGHT],
                dense(operands[HIDDEN]),
                dense(operands[MEMORY]),
                new LstmLayer.Cotangents(v.cotangent(0), Copies.contiguous(v.cotangent(1)), given));
    @Nullable Tensor[] gradients = new @Nullable Tensor[operands.length];
    Storage[] storages = {found.given(), found.weight(), found.hidden(), found.memory()};
    for (int i = 0; i < storages.length; i++) {
      gradients[i] = Fresh.of(storages[i], operands[i].layout().sizes());
    }
    if (operands.length > BIAS) {
      int[] rows = operands[GIVEN].dim() == 2 ? new int[] {0} : new int[] {0, 1};
      gradients[BIAS] = gradients[GIVEN].sum(rows, false);
    }
    return gradients;
  }

  /** The gradients with a graph of their own: those of the plain form, which runs again. */
  private static @Nullable Tensor[] recorded(
      Tensor[] operands, boolean reverse, Tensor output, Tensor memory) {
    Tensor[] inputs = new Tensor[operands.length];
    List<Tensor> asked = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = operands[i].mul(1.0); // of its own, were two operands one tensor
      if (inputs[i].requiresGrad()) {
        asked.add(inputs[i]);
      }
    }
    @Nullable Tensor[] found =
        Autograd.grad(
            List.of(plain(inputs, reverse)),
            asked,
            List.of(output, memory),
            true,
            true,
            true,
            false);
    @Nullable Tensor[] gradients = new @Nullable Tensor[operands.length];
    int at = 0;
    for (int i = 0; i < inputs.length; i++) {
      gradients[i] = inputs[i].requiresGrad() ? found[at++] : null;
    }
    return gradients;
  }

  /** The same by operations for each step: the outputs, and the last memory. */
  private static Tensor[] plain(Tensor[] operands, boolean reverse) {
    Tensor hidden = operands[HIDDEN];
    Tensor memory = operands[MEMORY];
    Tensor given = operands[GIVEN];
    int steps = steps(given, hidden);
    int rows = hidden.size(0);
    int width = hidden.size(1);
    Tensor[] outputs = new Tensor[steps];
    for (int n = 0; n < steps; n++) {
      int t = reverse ? steps - 1 - n : n;
      Tensor step = given.dim() == 2 ? given.narrow(0, t * rows, rows) : given.select(0, t);
      Tensor gates = step.add(Layers.linear(hidden, operands[WEIGHT], bias(operands)));
      Tensor kept = gate(gates, 1, width).sigmoid().mul(memory);
      memory = kept.add(gate(gates, 0, width).sigmoid().mul(gate(gates, 2, width).tanh()));
      hidden = gate(gates, 3, width).sigmoid().mul(memory.tanh());
      outputs[t] = hidden;
    }
    return new Tensor[] {Joining.stack(outputs, 0), memory};
  }

  private static Tensor gate(Tensor gates, int number, int width) {
    return gates.narrow(1, number * width, width);
  }
}
