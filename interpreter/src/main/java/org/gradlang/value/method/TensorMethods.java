package org.gradlang.value.method;

import java.util.List;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.Method;
import org.gradlang.value.OperationCallable;
import org.gradlang.value.TensorValues;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** Methods of tensors: every operation, and what asks a tensor about itself. */
final class TensorMethods {
  private TensorMethods() {}

  /** The method that an operation is. */
  static @Nullable Method operation(String name) {
    Op op = Operations.findMethod(name);
    return op == null ? null : OperationCallable.of(op);
  }

  /** The methods that are no operations. */
  static List<Builtin> own() {
    return List.of(
        Builtin.of(
            "item(input: tensor)",
            "The number of a tensor of one element.",
            a -> TensorValues.item(tensor(a))),
        Builtin.of(
            "tolist(input: tensor)",
            "The elements as nested lists; a number where there are no dimensions.",
            a -> TensorValues.toList(tensor(a))),
        Builtin.of("dim(input: tensor)", "The number of dimensions.", a -> (long) tensor(a).dim()),
        Builtin.of(
            "ndimension(input: tensor)", "The number of dimensions.", a -> (long) tensor(a).dim()),
        Builtin.of(
            "nelement(input: tensor)", "The number of elements.", a -> (long) tensor(a).numel()),
        Builtin.of(
            "size(input: tensor, dim: int? = None)",
            "The shape, or the size of one dimension.",
            a -> sizes(tensor(a).layout().sizes(), a[1], true)),
        Builtin.of(
            "stride(input: tensor, dim: int? = None)",
            "How many elements of the storage lie between neighbours, for each dimension.",
            a -> sizes(tensor(a).layout().strides(), a[1], false)),
        Builtin.of(
            "storage_offset(input: tensor)",
            "Where in the storage the first element is.",
            a -> (long) tensor(a).layout().offset()),
        Builtin.of(
            "is_contiguous(input: tensor)",
            "Whether the elements lie in the storage in their order without gaps.",
            a -> tensor(a).layout().isContiguous()));
  }

  private static Object sizes(int[] sizes, @Nullable Object dim, boolean isShape) {
    if (dim == null) {
      TupleValue all = TupleValue.size(sizes);
      return isShape ? all : TupleValue.copyOf(all);
    }
    long at = (Long) dim;
    long place = at < 0 ? at + sizes.length : at;
    if (place < 0 || place >= sizes.length) {
      throw new GradError(
          ErrorKind.INDEX, "dim " + at + " is outside a tensor of " + sizes.length + " dimensions");
    }
    return (long) sizes[(int) place];
  }

  private static Tensor tensor(@Nullable Object[] arguments) {
    return (Tensor) Found.value(arguments, 0);
  }
}
