package org.gradlang.stdlib;

import java.util.List;
import org.gradlang.tensor.None;
import org.gradlang.value.DictValue;
import org.jspecify.annotations.Nullable;

/**
 * The options of a group of parameters for the built-in step of Adam.
 *
 * @param decay what the gradient gets of the parameter
 * @param shrink what is left of the parameter by a decay of its own; null for none
 */
record AdamOptions(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double decay,
    @Nullable Double shrink,
    boolean amsgrad,
    boolean maximize) {
  /** Ints below this are floats of the same value. */
  private static final long EXACT = 1L << 53;

  /** The options of a group; null where one of them is not what it usually is. */
  static @Nullable AdamOptions of(DictValue group, boolean decoupled) {
    if (!isBuiltIn(group)
        || !(group.get("betas") instanceof List<?> betas)
        || betas.size() != 2
        || !(group.get("amsgrad") instanceof Boolean amsgrad)
        || !(group.get("maximize") instanceof Boolean maximize)) {
      return null;
    }
    double lr = number(group.get("lr"));
    double beta1 = number(betas.get(0));
    double beta2 = number(betas.get(1));
    double eps = number(group.get("eps"));
    double decay = number(group.get("weight_decay"));
    boolean shares = beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1;
    if (!shares || !Double.isFinite(lr + eps + decay)) {
      return null;
    }
    Double shrink = decoupled ? (Double) (1 - lr * decay) : null;
    return new AdamOptions(lr, beta1, beta2, eps, decoupled ? 0 : decay, shrink, amsgrad, maximize);
  }

  /** Whether the step written in Grad is not asked for. */
  private static boolean isBuiltIn(DictValue group) {
    Object foreach = group.get("foreach");
    Object differentiable = group.get("differentiable");
    return (foreach == null || foreach == None.NONE || foreach instanceof Boolean on && on)
        && (differentiable == null || differentiable instanceof Boolean on && !on);
  }

  private static double number(@Nullable Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number when Math.abs(number) < EXACT -> number;
      case null, default -> Double.NaN;
    };
  }

  /** What the operation takes behind its tensors, in the step of this number. */
  @Nullable Object[] numbers(double step) {
    double rate = lr / (1 - Math.pow(beta1, step));
    double root = Math.pow(1 - Math.pow(beta2, step), 0.5);
    return new @Nullable Object[] {rate, root, beta1, beta2, eps, decay, shrink, maximize};
  }
}
