package org.gradlang.op.declare;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.autograd.FormulaNode;
import org.gradlang.kernel.Constant;
import org.gradlang.kernel.Formula;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a pointwise function by one operand, times the cotangent: a pointwise function
 * itself.
 */
final class PointwiseGradient implements FormulaNode.Rule {
  private static final PointwiseGradient MISSING =
      new PointwiseGradient(null, new int[0], 0, Kind.MISSING);

  private static final Formula PASSED_ON = Formula.input(0);

  private final @Nullable PointwiseFunction function;
  private final int[] order;
  private final int[] reads;

  /** Bit i: input i is read, or the result as input {@code arity}. */
  private final long mask;

  private final Kind kind;

  private enum Kind {
    /** No gradient flows. */
    ZERO,
    /** PyTorch has no such derivative. */
    MISSING,
    COMPUTED
  }

  private PointwiseGradient(
      @Nullable PointwiseFunction function, int[] order, int arity, Kind kind) {
    this.function = function;
    this.order = order;
    this.mask = Arrays.stream(order).mapToLong(i -> 1L << i).reduce(0, (a, b) -> a | b);
    this.reads = Arrays.stream(order).map(i -> i > arity ? FormulaNode.COTANGENT : i).toArray();
    this.kind = kind;
  }

  /** The derivative of a function that has none. */
  static PointwiseGradient missing() {
    return MISSING;
  }

  /**
   * The derivative by one operand, as a formula of the inputs, the result (input {@code arity}) and
   * the cotangent (the next).
   */
  static PointwiseGradient of(PointwiseFunction owner, int operand, Formula formula) {
    if (formula instanceof Constant) {
      return new PointwiseGradient(null, new int[0], 0, Kind.ZERO);
    }
    int[] order = formula.inputs().stream().toArray();
    if (owner.staysInGradients() && order[0] != 0) {
      order = IntStream.concat(IntStream.of(0), Arrays.stream(order)).toArray();
    }
    if (formula instanceof Formula.Input) {
      return new PointwiseGradient(null, order, owner.arity(), Kind.COMPUTED);
    }
    PointwiseFunction function =
        new PointwiseFunction(
            owner.name(),
            DerivativeNames.of(owner, operand),
            formula.renumbered(order),
            order.length,
            order.length,
            PointwiseFunction.DTypeRule.PROMOTED);
    if (order[order.length - 1] > owner.arity()) {
      function.showingLastFirst(); // the cotangent, which PyTorch's formulas begin with
    }
    if (owner.staysInGradients()) {
      function.stayingInGradients();
    }
    if (DerivativeNames.picks(owner, operand)) {
      function.withoutZeros();
    }
    return new PointwiseGradient(function, order, owner.arity(), Kind.COMPUTED);
  }

  /** Bit i: it reads input i, or the result as input {@code arity}. */
  long readInputs() {
    return mask;
  }

  /** Whether it reads an input, or the result as input {@code arity}. */
  boolean reads(int input) {
    return (mask >> input & 1) != 0;
  }

  /** Whether it is a formula of the cotangent, or the cotangent itself. */
  boolean isRule() {
    return kind == Kind.COMPUTED
        && (function == null ? reads[0] == FormulaNode.COTANGENT : readsCotangent());
  }

  private boolean readsCotangent() {
    return Arrays.stream(reads).anyMatch(read -> read == FormulaNode.COTANGENT);
  }

  @Override
  public Formula formula() {
    return function == null ? PASSED_ON : function.formula();
  }

  @Override
  public int[] reads() {
    return reads;
  }

  /** Whether no gradient flows, as through floor. */
  boolean isZero() {
    return kind == Kind.ZERO;
  }

  /** Whether asking for the gradient is an error. */
  boolean isMissing() {
    return kind == Kind.MISSING;
  }

  /**
   * The gradient.
   *
   * @param values the inputs, the result and the cotangent; null for what is not read
   * @param over a tensor that nobody else looks at any more, for the elements if it has a place for
   *     each
   */
  Tensor apply(Context context, @Nullable Object[] values, @Nullable Tensor over) {
    Object[] read = readsTensors(values) ? new Operand[order.length] : new Object[order.length];
    for (int k = 0; k < order.length; k++) {
      Object value = values[order[k]];
      if (value == null) {
        throw new IllegalStateException("input " + order[k] + " was not saved");
      }
      read[k] = value;
    }
    if (function == null) {
      return (Tensor) read[0];
    }
    return over == null ? function.apply(context, read) : function.applyOver(context, read, over);
  }

  private boolean readsTensors(@Nullable Object[] values) {
    for (int input : order) {
      if (!(values[input] instanceof Tensor)) {
        return false;
      }
    }
    return true;
  }
}
