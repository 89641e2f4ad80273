package org.gradlang.module;

import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.Members;

/** Calls of tensor methods by the names that scripts use. */
final class Tensors {
  private Tensors() {}

  /** {@code tensor.name(arguments)}. */
  static Object call(Tensor tensor, String name, Object... arguments) {
    return ((Callable) Members.get(tensor, name)).call(Arguments.of(arguments));
  }
}
