package org.gradlang.op.declare;

import org.gradlang.autograd.Graph;
import org.gradlang.kernel.Copies;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;

/** What in-place forms have in common. */
final class InPlace {
  private InPlace() {}

  /** Checks that a result fits into the tensor that it will be written to. */
  static void check(String operation, Tensor self, Layout result, DType dtype) {
    if (!self.layout().sameSizes(result)) {
      throw new GradError(
              ErrorKind.SHAPE,
              operation
                  + "_: a tensor of shape "
                  + self.layout()
                  + " cannot take a result of shape "
                  + result)
          .help("an operation in place cannot change the shape; use " + operation + " instead");
    }
    if (!Promotion.canWrite(dtype, self.dtype())) {
      throw new GradError(
              ErrorKind.TYPE,
              operation + "_: a tensor of " + self.dtype() + " cannot take a result of " + dtype)
          .help("convert the tensor first, or use " + operation + " instead");
    }
  }

  /** The elements before the change, with the history that they have. */
  static Tensor original(Tensor self) {
    Tensor copy = new Tensor(Copies.contiguous(self), self.layout().toContiguous());
    Graph.copyHistory(self, copy);
    return copy;
  }

  /** Operands that share elements with the target in other places are copied first. */
  static Operand[] apart(Operand[] operands, Tensor self) {
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof Tensor tensor
          && tensor.storage().sharesWith(self.storage())
          && !tensor.layout().samePlaces(self.layout())) {
        Layout layout = tensor.layout().toContiguous();
        operands[i] = new View(Copies.contiguous(tensor), layout);
      }
    }
    return operands;
  }
}
