package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.gradlang.autograd.Demand;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.FormulaNode;
import org.gradlang.autograd.SavedTensor;
import org.gradlang.op.signature.Data;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A recorded pointwise function, with what its derivatives read. */
final class PointwiseNode extends FormulaNode {
  private final PointwiseFunction function;
  private boolean saves;

  /** The operand that was a plain number where the node goes by another name for that; or -1. */
  private final byte plain;

  /** Saved tensors and plain numbers, by input; the result behind them. Null once freed. */
  private @Nullable Object @Nullable [] saved;

  PointwiseNode(
      Context context, PointwiseFunction function, @Nullable Edge[] edges, Object[] inputs) {
    super(context, edges);
    this.function = function;
    this.plain = (byte) function.plainOperand(inputs);
    long read = read(function, edges);
    int arity = function.arity();
    @Nullable Object[] kept = function.nothingSaved();
    boolean any = false;
    if ((read & (2L << arity) - 1) != 0) {
      kept = kept.clone();
      for (int i = 0; i < arity; i++) {
        if ((read >> i & 1) != 0) {
          kept[i] = inputs[i] instanceof Tensor tensor ? SavedTensor.of(tensor) : inputs[i];
          any |= i < function.operandCount();
        }
      }
    }
    noteCuts(inputs);
    this.saved = kept;
    this.saves = any;
  }

  /** Keeps the result if derivatives read it; called once it is computed. */
  void saveResult(Tensor result) {
    int arity = function.arity();
    if (saved != null && readsInput(function, edges(), arity)) {
      saved[arity] = SavedTensor.ofResult(result, this, 0);
      saves = true;
    }
  }

  private void noteCuts(Object[] inputs) {
    @Nullable Edge[] edges = edges();
    for (int i = 0; i < edges.length; i++) {
      if (edges[i] == null && inputs[i] instanceof Tensor operand) {
        noteCut(i, operand);
      }
    }
  }

  /** Whether a derivative that is needed reads an input, or the result as the one behind them. */
  static boolean readsInput(PointwiseFunction function, @Nullable Edge[] edges, int input) {
    return (read(function, edges) >> input & 1) != 0;
  }

  /** Bit i: a derivative that is needed reads input i, or the result. */
  private static long read(PointwiseFunction function, @Nullable Edge[] edges) {
    long read = 0;
    for (int i = 0; i < edges.length; i++) {
      read |= edges[i] == null ? 0 : function.gradient(i).readInputs();
    }
    return read;
  }

  @Override
  public String name() {
    return titleOr(function.node(plain));
  }

  @Override
  public List<@Nullable Edge> shownEdges() {
    List<@Nullable Edge> shown = new ArrayList<>(super.shownEdges());
    if (function.showsLastFirst()) {
      Collections.rotate(shown, 1);
      return shown;
    }
    for (int i = shown.size() - 1; i >= 0; i--) {
      if (!function.showsEdge(i, plain)) {
        shown.remove(i);
      }
    }
    return shown;
  }

  @Override
  public List<String> savedNames() {
    return function.names().saved(function);
  }

  @Override
  public List<String> heldNames() {
    @Nullable Object[] kept = saved;
    return kept == null
        ? List.of()
        : savedNames().stream().filter(name -> holds(kept, name)).toList();
  }

  private boolean holds(@Nullable Object[] kept, String name) {
    int input = function.names().indexOf(function, name);
    return input >= 0 && kept[input] instanceof SavedTensor;
  }

  @Override
  public @Nullable Object saved(String name) {
    int input = function.names().indexOf(function, name);
    if (input < 0) {
      return function.names().settled().get(name);
    }
    requireSaved();
    return saved == null ? null : shown(input, saved[input]);
  }

  /**
   * Tensors unpacked; a number in an operand's place is a tensor of no dimension, as in PyTorch.
   */
  private @Nullable Object shown(int input, @Nullable Object kept) {
    return switch (kept) {
      case SavedTensor tensor -> tensor.show(this);
      case Number number when input < function.operandCount() -> Data.tensor(number, dtype(number));
      case null, default -> kept;
    };
  }

  private static DType dtype(Number number) {
    return number instanceof Long ? DType.INT64 : DType.FLOAT64;
  }

  @Override
  protected @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand) {
    @Nullable Object[] values = unpacked(cotangents[0]);
    @Nullable Tensor[] gradients = new @Nullable Tensor[edges().length];
    for (int i = 0; i < gradients.length; i++) {
      if (demand.needs(i)) {
        Tensor over =
            demand.isSpare() && isLast(i, demand, gradients.length) ? cotangents[0] : null;
        gradients[i] = gradient(context, i, values, isAmong(gradients, over) ? null : over);
      }
    }
    return gradients;
  }

  private static boolean isLast(int input, Demand demand, int count) {
    for (int i = input + 1; i < count; i++) {
      if (demand.needs(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAmong(@Nullable Tensor[] gradients, @Nullable Tensor cotangent) {
    for (Tensor gradient : gradients) {
      if (gradient != null
          && cotangent != null
          && gradient.storage().sharesWith(cotangent.storage())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Object[] unpacked(@Nullable Tensor cotangent) {
    @Nullable Object[] kept = saved;
    if (kept == null) {
      throw new IllegalStateException("a freed node goes backward");
    }
    @Nullable Object[] values = new @Nullable Object[kept.length + 1];
    for (int i = 0; i < kept.length; i++) {
      values[i] = kept[i] instanceof SavedTensor tensor ? tensor.unpack(this) : kept[i];
    }
    values[kept.length] = cotangent;
    return values;
  }

  /** {@code over} is the cotangent where the gradient may be written over it. */
  private Tensor gradient(
      Context context, int input, @Nullable Object[] values, @Nullable Tensor over) {
    PointwiseGradient gradient = function.gradient(input);
    if (gradient.isMissing()) {
      throw new GradError(
              ErrorKind.AUTOGRAD,
              function.name() + "() has no derivative by its operand " + (input + 1))
          .note(origin(), "recorded here")
          .help("detach() the operand, if no gradient need flow through here");
    }
    if (!gradient.isZero()) {
      return gradient.apply(context, values, over);
    }
    Edge edge = edges()[input];
    if (edge == null) {
      throw new IllegalStateException("no gradient is needed");
    }
    return Fresh.zeros(
        context, edge.node().layout(edge.output()), edge.node().dtype(edge.output()));
  }

  @Override
  protected @Nullable Rule rule(int input) {
    PointwiseGradient gradient = function.gradient(input);
    return gradient.isRule() ? gradient : null;
  }

  @Override
  protected Operand value(int place) {
    Object kept = Objects.requireNonNull(saved)[place];
    return kept instanceof SavedTensor tensor
        ? tensor.unpack(this)
        : PointwiseFunction.kernelOperand(Objects.requireNonNull(kept));
  }

  @Override
  protected boolean isIntact() {
    @Nullable Object[] kept = saved;
    if (kept == null) {
      return false;
    }
    for (Object one : kept) {
      if (one instanceof SavedTensor tensor && !tensor.isCurrent()) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected boolean mayHold(Storage storage) {
    @Nullable Object[] kept = saved;
    for (int i = 0; kept != null && i < kept.length; i++) {
      if (kept[i] instanceof SavedTensor tensor && tensor.shares(storage)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected boolean release(Context context) {
    @Nullable Object[] kept = saved;
    if (saves && kept != null) {
      saved = null;
      for (Object one : kept) {
        if (one instanceof SavedTensor tensor) {
          tensor.release(context);
        }
      }
    }
    return saves;
  }
}
