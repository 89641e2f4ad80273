package org.gradlang.value.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.Method;
import org.gradlang.value.OperationCallable;
import org.gradlang.value.TensorValues;
import org.jspecify.annotations.Nullable;

/** Methods of tensors: every operation, and what asks a tensor about itself. */
final class TensorMethods {
  private TensorMethods() {}

  static Map<String, Method> table() {
    Map<String, Method> table = new LinkedHashMap<>();
    for (Op op : Operations.all()) {
      if (op.isMethod()) {
        table.put(op.name(), OperationCallable.of(op));
      }
    }
    own().forEach(method -> table.put(method.name(), method));
    return table;
  }

  private static List<Builtin> own() {
    return List.of(
        Builtin.of(
            "item(input: tensor)",
            "The number of a tensor of one element.",
            a -> TensorValues.item(tensor(a))),
        Builtin.of(
            "tolist(input: tensor)",
            "The elements as nested lists; a number where there are no dimensions.",
            a -> TensorValues.toList(tensor(a))),
        Builtin.of("dim(input: tensor)", "The number of dimensions.", a -> (long) tensor(a).dim()));
  }

  private static Tensor tensor(@Nullable Object[] arguments) {
    return (Tensor) Found.value(arguments, 0);
  }
}
