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

  private static final String SUM = "AddBackward0";

  /** Gradients that PyTorch computes with the operand in two places, and so with a sum behind. */
  private static final Set<String> TWICE = Set.of("acos", "asin", "atan", "atan2", "silu");

  /** Nodes of powers with a number for an exponent, and of their gradients. */
  private static final Set<String> POWER_OF_NUMBER = Set.of("PowBackward0", PRODUCT);

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
          Map.entry("softsign", SUM),
          Map.entry("tanhshrink", SUM));

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
    return function.showsLastFirst()
        ? ofGradient(function, operand)
        : ofFunction(function, operand);
  }

  private static String ofFunction(PointwiseFunction function, int operand) {
    String name = function.name();
    if (OWN.contains(name)) {
      return function.node().replace("Backward", "BackwardBackward");
    }
    return switch (name) {
      case "div" -> operand == 0 ? "DivBackward0" : PRODUCT;
      case "pow" -> ofPower(function, operand);
      case "xlogy" -> operand == 0 ? "MaskedFillBackward0" : "DivBackward0";
      default -> LAST.getOrDefault(name, PRODUCT);
    };
  }

  /** The name for the gradient of a gradient, whose last operand is the cotangent. */
  private static String ofGradient(PointwiseFunction gradient, int operand) {
    String name = gradient.name();
    if (operand == gradient.operandCount() - 1) {
      return gradient.node(); // it is linear in the cotangent
    }
    if (OWN.contains(name)) {
      return PRODUCT;
    }
    if (TWICE.contains(name)) {
      return SUM;
    }
    return switch (name) {
      case "div" -> ofQuotient(gradient, operand);
      case "log", "log10", "log1p", "log2", "sqrt" -> PRODUCT;
      default -> ofFunction(gradient, operand);
    };
  }

  /** That of x / y is g / y for x, and -g * (x / y) / y for y. */
  private static String ofQuotient(PointwiseFunction gradient, int operand) {
    if (gradient.node().equals("DivBackward0")) {
      return PRODUCT;
    }
    return operand == 0 ? "DivBackward0" : SUM;
  }

  /** Where the exponent is a tensor too, the gradient of the base is 0 at exponents of 0. */
  private static String ofPower(PointwiseFunction power, int operand) {
    boolean ofTensors = operand == 0 && !POWER_OF_NUMBER.contains(power.node());
    return ofTensors ? "WhereBackward0" : PRODUCT;
  }
}
