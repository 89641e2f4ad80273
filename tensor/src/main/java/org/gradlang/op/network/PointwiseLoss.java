package org.gradlang.op.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.gradlang.kernel.Fold;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.PointwiseLoop;
import org.gradlang.kernel.Reduction;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.signature.ParameterType;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A loss that is a formula of each element, and then the mean or the sum of all: one operation, so
 * that no loss of an element reaches main memory unless it is asked for.
 */
final class PointwiseLoss {
  private final Signature signature;
  private final Formula formula;
  private final int arity;
  private final PointwiseLoop loop;
  private final Reduction total;
  private final Primitive primitive;

  /**
   * @param signature operands of the formula in their order, and {@code reduction: str}
   * @param node the name of its graph nodes
   */
  PointwiseLoss(String signature, String node, Formula formula) {
    this.signature = Signature.parse(signature);
    this.formula = formula;
    this.arity = this.signature.size() - 1;
    this.loop = PointwiseLoop.of(formula);
    this.total = Reduction.of(Fold.SUM, formula);
    this.primitive = Primitive.of(signature, this::forward).node(node);
  }

  /** The gradient by an operand follows from the formula. */
  PointwiseLoss differentiable(int operand) {
    return gradient(operand, () -> derivative(operand));
  }

  private Formula derivative(int operand) {
    List<Formula> inputs = new ArrayList<>();
    for (int i = 0; i < arity; i++) {
      inputs.add(Formula.input(i));
    }
    inputs.add(formula);
    inputs.add(Formula.input(arity));
    return formula.gradient(operand, arity).substitute(inputs).simplified();
  }

  /** Sets the gradient by an operand: a formula of the operands and the cotangent behind them. */
  PointwiseLoss gradient(int operand, Formula gradient) {
    return gradient(operand, () -> gradient);
  }

  private PointwiseLoss gradient(int operand, Supplier<Formula> gradient) {
    Slope slope = new Slope(gradient);
    List<String> read = new ArrayList<>();
    for (int i = 0; i < arity; i++) {
      if (signature.parameter(i).type() != ParameterType.FLOAT) {
        read.add(signature.parameter(i).name());
      }
    }
    primitive.gradient(
        signature.parameter(operand).name(),
        read.toArray(String[]::new),
        v -> slope.function().apply(Context.current(), inputs(v)));
    return this;
  }

  /** The gradient by one operand; it is derived when it is first needed. */
  private final class Slope {
    private final Supplier<Formula> formula;
    private @Nullable PointwiseFunction function;

    Slope(Supplier<Formula> formula) {
      this.formula = formula;
    }

    PointwiseFunction function() {
      @Nullable PointwiseFunction known = function;
      if (known == null) {
        String node = primitive.nodeName().replace("Backward", "BackwardBackward");
        known =
            new PointwiseFunction(
                signature.name(), node, formula.get(), arity + 1, arity + 1, DTypeRule.PROMOTED);
        function = known;
      }
      return known;
    }
  }

  /** The loss of operands as the signature lists them. */
  Tensor apply(LossReduction reduction, Object... operands) {
    Object[] bound = Arrays.copyOf(operands, arity + 1);
    bound[arity] = reduction.text();
    return primitive.tensor(bound);
  }

  private Tensor forward(Bound a) {
    Object[] inputs = new Object[arity];
    Operand[] operands = new Operand[arity];
    for (int i = 0; i < arity; i++) {
      inputs[i] = a.required(signature.parameter(i).name());
      operands[i] = inputs[i] instanceof Tensor tensor ? tensor : Fresh.scalar(inputs[i]);
    }
    Context context = Context.current();
    Layout layout = Broadcasting.of(signature.name(), inputs);
    Object[] tensors = Arrays.stream(inputs).filter(Tensor.class::isInstance).toArray();
    DType promoted = Promotion.of(context, tensors);
    DType dtype = DTypeRule.FLOATING.compute(context, signature.name(), promoted);
    LossReduction reduction = LossReduction.named(signature.name(), a.text("reduction"));
    if (reduction == LossReduction.NONE) {
      return Fresh.of(context, loop.evaluate(operands, layout, dtype, dtype), layout);
    }
    boolean[] all = new boolean[layout.dim()];
    Arrays.fill(all, true);
    double count = reduction == LossReduction.MEAN ? layout.numel() : 1;
    return Fresh.of(
        context,
        total.run(operands, layout.sizes(), all, dtype, dtype, sum -> sum / count),
        Layout.SCALAR);
  }

  private Object[] inputs(Vjp v) {
    Object[] inputs = new Object[arity + 1];
    Layout layout = null;
    for (int i = 0; i < arity; i++) {
      String name = signature.parameter(i).name();
      inputs[i] = v.plain().required(name);
      if (!Numbers.isNumber(inputs[i])) {
        Tensor tensor = v.tensor(name);
        inputs[i] = tensor;
        layout =
            layout == null ? tensor.layout() : Broadcasting.pair(name, layout, tensor.layout());
      }
    }
    boolean averaged = v.text("reduction").equals(LossReduction.MEAN.text());
    double count = averaged && layout != null ? layout.numel() : 1;
    inputs[arity] = averaged ? v.cotangent().div(count) : v.cotangent();
    return inputs;
  }
}
