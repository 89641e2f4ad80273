package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.constant;
import static org.gradlang.kernel.Formula.input;
import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.kernel.Formula;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.NodeNames;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Tensor;

/** Parts of numbers: mantissas and exponents, neighbours, and what complex numbers would have. */
public final class NumberParts {
  private static final Formula X = input(0);

  private static final PointwiseFunction MANTISSA =
      PointwiseFunction.unary("frexp", DTypeRule.FLOATING, x -> x.mantissa());
  private static final PointwiseFunction EXPONENT =
      PointwiseFunction.unary("frexp", DTypeRule.PROMOTED, x -> x.exponent());

  private NumberParts() {}

  public static void declare(Family family) {
    family
        .op("frexp", "mantissa and exponent: input is mantissa * 2 ** exponent.")
        .samples("frexp(randn(3))")
        .way(
            Primitive.of("frexp(input: tensor)", a -> frexp(a.tensor("input")))
                .results("torch.return_types.frexp", "mantissa", "exponent")
                .gradient(
                    "input",
                    reads("exponent"),
                    v -> v.cotangent(0).div(Powers.pow(2.0, v.result("exponent")))));
    family
        .pointwise(
            new PointwiseFunction(
                    "nextafter",
                    NodeNames.of("nextafter"),
                    X.nextAfter(input(1)),
                    2,
                    2,
                    DTypeRule.FLOATING)
                .withoutGradient(0)
                .withoutGradient(1),
            "The float next to input on the way to other.")
        .samples("nextafter(tensor([0.5, 1.5]), tensor(1.0))");
    complex(family);
  }

  private static Tensor[] frexp(Tensor x) {
    DTypeRule.FLOATING.checked("frexp", x);
    Context context = Context.current();
    return new Tensor[] {MANTISSA.apply(context, x), EXPONENT.apply(context, x).to(DType.INT64)};
  }

  /** What the functions of complex numbers give for real ones. */
  private static void complex(Family family) {
    family
        .pointwise(
            PointwiseFunction.unary(
                    "angle",
                    DTypeRule.FLOAT,
                    x -> x.isNan().select(x, x.less(0).select(Math.PI, 0)))
                .withGradient(0, constant(0)),
            "The angle of a real number: pi where it is negative, else 0.")
        .samples("angle(randn(3))");
    for (String name : new String[] {"conj", "conj_physical", "resolve_conj", "resolve_neg"}) {
      family
          .op(name, "input itself, as all numbers are real.")
          .samples(name + "(randn(2))")
          .way(Composite.of(name + "(input: tensor)", a -> a.tensor("input")));
    }
    family
        .op("real", "input itself, as all numbers are real.")
        .samples("real(randn(2))")
        .functionOnly()
        .way(Composite.of("real(input: tensor)", a -> a.tensor("input")));
    family
        .op("conj_physical_", "input itself, as all numbers are real.")
        .samples("conj_physical_(randn(2))")
        .way(Composite.of("conj_physical_(input: tensor)", a -> a.tensor("input")));
  }
}
