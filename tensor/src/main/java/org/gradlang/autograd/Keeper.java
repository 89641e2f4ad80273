package org.gradlang.autograd;

import org.gradlang.tensor.DType;
import org.gradlang.tensor.Tensor;

/** Decides, while a context has one, how tensors are kept for the way back. */
public interface Keeper {
  /** Takes a tensor that a node needs later. */
  Kept keep(Tensor tensor);

  /** What stands for a tensor until a node needs it. */
  interface Kept {
    DType dtype();

    /** The tensor's elements again, outside any graph; called once. */
    Tensor restore();
  }
}
