package org.gradlang;

import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the host with a gradient of its own: {@link Grad.Builder#operation}.
 *
 * <pre>{@code
 * final class Cube implements DifferentiableFunction {
 *   public Tensor forward(HostCall call) {
 *     return call.tensor("x").pow(3);
 *   }
 *
 *   public Tensor[] gradients(HostCall call, Tensor result, Tensor cotangent) {
 *     return new Tensor[] {call.tensor("x").square().mul(3).mul(cotangent)};
 *   }
 * }
 * }</pre>
 */
public interface DifferentiableFunction {
  /** Calculates the result; nothing is recorded meanwhile. */
  Tensor forward(HostCall call);

  /**
   * Calculates the gradients of a loss, by the chain rule. Where it is made with operations of
   * tensors, it has gradients itself.
   *
   * @param call the same arguments; tensors that were changed in place since then are an error
   * @param result what {@link #forward} gave
   * @param cotangent the gradient of the loss by the result, in its shape
   * @return one for each parameter of type {@code tensor}, in their order and of their shapes; null
   *     where the result does not depend on it
   */
  @Nullable Tensor[] gradients(HostCall call, Tensor result, Tensor cotangent);
}
