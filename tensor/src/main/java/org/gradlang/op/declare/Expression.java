package org.gradlang.op.declare;

import java.util.function.Supplier;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.Tensor;

/**
 * A pointwise expression of Java code, computed as one formula as one of a program is: for rules
 * and bodies that go through many elements.
 */
public final class Expression {
  private Expression() {}

  /**
   * The value of an expression whose pointwise operations leave their elements to the next one; all
   * of them are there when it returns.
   *
   * @param expression makes new tensors alone, changes nothing in place, and lets nobody keep what
   *     it makes on the way
   */
  public static Tensor of(Supplier<Tensor> expression) {
    Fusion fusion = Context.current().fusion();
    fusion.settle();
    fusion.open();
    boolean made = false;
    try {
      Tensor value = expression.get();
      made = true;
      return value;
    } finally {
      if (made) {
        fusion.settle();
      } else {
        fusion.forget();
      }
    }
  }
}
