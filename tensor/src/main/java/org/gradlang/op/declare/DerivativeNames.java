package org.gradlang.op.declare;

import java.util.Map;
import java.util.Set;

/**
 * The names that PyTorch gives to graph nodes of a gradient that has one itself, as under {@code
 * create_graph}: those of the last operation that it computes the gradient with. Most often that is
 * the product with the cotangent.
 */
final class DerivativeNames {
  private static final String PRODUCT = "MulBackward0";

  /** Operations whose gradient is one operation of its own, such as sigmoid_backward. */
  private static final Set<String> OWN =
      Set.of(
          "elu",
          "gelu",
          "hardshrink",
          "hardsigmoid",
          "hardswish",
          "hardtanh",
          "leaky_relu",
          "log_sigmoid",
          "relu6",
          "selu",
          "sigmoid",
          "softplus",
          "softshrink",
          "tanh");

  /** Others whose gradients do not end with a product, whatever the operand. */
  private static final Map<String, String> LAST =
      Map.ofEntries(
          Map.entry("celu", "EluBackwardBackward0"),
          Map.entry("relu", "ThresholdBackwardBackward0"),
          Map.entry("threshold", "ThresholdBackwardBackward0"),
          Map.entry("exp2", "MulBackward1"),
          Map.entry("atan", "DivBackward0"),
          Map.entry("atanh", "DivBackward0"),
          Map.entry("hypot", "DivBackward0"),
          Map.entry("log", "DivBackward0"),
          Map.entry("log10", "DivBackward0"),
          Map.entry("log1p", "DivBackward0"),
          Map.entry("log2", "DivBackward0"),
          Map.entry("logaddexp", "DivBackward0"),
          Map.entry("logaddexp2", "DivBackward0"),
          Map.entry("sqrt", "DivBackward0"),
          Map.entry("neg", "NegBackward0"),
          Map.entry("sub", "NegBackward0"),
          Map.entry("rsub", "NegBackward0"),
          Map.entry("clamp", "WhereBackward0"),
          Map.entry("clamp_min", "WhereBackward0"),
          Map.entry("clamp_max", "WhereBackward0"),
          Map.entry("logit", "WhereBackward0"),
          Map.entry("sinc", "WhereBackward0"),
          Map.entry("where", "WhereBackward0"),
          Map.entry("fmax", "MaskedFillBackward0"),
          Map.entry("fmin", "MaskedFillBackward0"),
          Map.entry("maximum", "MaskedFillBackward0"),
          Map.entry("minimum", "MaskedFillBackward0"),
          Map.entry("softsign", "AddBackward0"),
          Map.entry("tanhshrink", "AddBackward0"));

  private DerivativeNames() {}

  /**
   * Whether the gradient is the cotangent where a test of the inputs holds, without a way back to
   * these.
   */
  static boolean picks(PointwiseFunction function, int operand) {
    return switch (of(function, operand)) {
      case "WhereBackward0", "MaskedFillBackward0" -> true;
      default -> function.name().equals("nan_to_num");
    };
  }

  /** The name for the gradient of a function's operand. */
  static String of(PointwiseFunction function, int operand) {
    String name = function.name();
    if (OWN.contains(name)) {
      boolean first = !function.node().contains("BackwardBackward");
      return first ? function.node().replace("Backward", "BackwardBackward") : PRODUCT;
    }
    return switch (name) {
      case "div" -> operand == 0 ? "DivBackward0" : PRODUCT;
      case "pow" -> operand == 0 && function.operandCount() > 1 ? "WhereBackward0" : PRODUCT;
      case "xlogy" -> operand == 0 ? "MaskedFillBackward0" : "DivBackward0";
      default -> LAST.getOrDefault(name, PRODUCT);
    };
  }
}
