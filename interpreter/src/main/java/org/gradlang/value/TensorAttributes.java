package org.gradlang.value;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.gradlang.autograd.Leaves;
import org.gradlang.autograd.Views;
import org.gradlang.op.signature.Data;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code x.shape} and the like: what a tensor has that is no method. */
final class TensorAttributes {
  private static final List<String> NAMES =
      List.of(
          "shape",
          "dtype",
          "device",
          "ndim",
          "itemsize",
          "nbytes",
          "is_cuda",
          "T",
          "mT",
          "H",
          "mH",
          "real",
          "requires_grad",
          "grad",
          "grad_fn",
          "is_leaf",
          "retains_grad",
          "output_nr",
          "data",
          "_version",
          "_base");

  private TensorAttributes() {}

  static Collection<String> names() {
    return NAMES;
  }

  static @Nullable Object get(Tensor tensor, String name) {
    return switch (name) {
      case "shape" -> TupleValue.size(tensor.layout().sizes());
      case "dtype" -> tensor.dtype();
      case "device" -> "cpu";
      case "ndim" -> (long) tensor.dim();
      case "itemsize" -> (long) tensor.dtype().bytes();
      case "nbytes" -> (long) tensor.dtype().bytes() * tensor.numel();
      case "is_cuda" -> false;
      case "T" -> reversed(tensor);
      case "H" -> transposed(tensor, name, tensor.dim() == 2);
      case "mT", "mH" -> transposed(tensor, name, tensor.dim() >= 2);
      case "real" -> tensor;
      default -> ofGraph(tensor, name);
    };
  }

  private static @Nullable Object ofGraph(Tensor tensor, String name) {
    return switch (name) {
      case "requires_grad" -> tensor.requiresGrad();
      case "grad" -> grad(tensor);
      case "grad_fn" -> NodeValue.of(tensor.node());
      case "is_leaf" -> tensor.isLeaf();
      case "retains_grad" -> tensor.retainsGrad();
      case "output_nr" -> (long) tensor.nodeOutput();
      case "data" -> tensor.data();
      case "_version" -> (long) tensor.version();
      case "_base" -> orNone(Views.base(tensor));
      default -> null;
    };
  }

  private static Object grad(Tensor tensor) {
    Tensor gradient = tensor.grad();
    if (gradient == null) {
      Leaves.warnOfMissingGradient(tensor);
    }
    return orNone(gradient);
  }

  private static Object orNone(@Nullable Object value) {
    return value == null ? None.NONE : value;
  }

  /** The tensor with its dimensions in reverse order. */
  private static Object reversed(Tensor tensor) {
    int last = tensor.dim() - 1;
    Object[] order = IntStream.rangeClosed(0, last).mapToObj(d -> (long) (last - d)).toArray();
    return TensorOperators.call("permute", tensor, TupleValue.of(order));
  }

  /** The tensor with its last two dimensions exchanged; one number is its own transpose. */
  private static Object transposed(Tensor tensor, String name, boolean fits) {
    if (tensor.dim() == 0) {
      return tensor;
    }
    if (!fits) {
      boolean batches = !name.equals("H");
      throw new GradError(
              ErrorKind.SHAPE,
              "."
                  + name
                  + " transposes "
                  + (batches ? "matrices and batches of matrices" : "matrices")
                  + ", and this tensor has shape "
                  + tensor.layout())
          .help(batches ? "x.T reverses all dimensions" : "use .mH for batches of matrices");
    }
    return tensor.transpose(-2, -1);
  }

  static void set(Tensor tensor, String name, Object value) {
    switch (name) {
      case "requires_grad" -> {
        boolean required = flag(value);
        Leaves.checkLeaf(tensor);
        tensor.setRequiresGrad(required);
      }
      case "grad" -> tensor.setGrad(value == None.NONE ? null : tensor(name, value));
      case "data" -> tensor.setData(tensor(name, value));
      default -> throw fixed(name);
    }
  }

  private static boolean flag(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new GradError(
        ErrorKind.TYPE, "requires_grad is True or False, not " + Types.described(value));
  }

  private static Tensor tensor(String name, Object value) {
    return switch (value) {
      case Tensor tensor -> tensor;
      case List<?> list -> Data.tensor(list, null);
      default ->
          throw new GradError(
              ErrorKind.TYPE,
              "the " + name + " of a tensor is a tensor, not " + Types.described(value));
    };
  }

  private static GradError fixed(String name) {
    GradError error =
        new GradError(
            ErrorKind.ATTRIBUTE, "the attribute '" + name + "' of a tensor cannot be assigned");
    return switch (name) {
      case "shape" -> error.help("make a tensor of another shape: x.reshape(...)");
      case "dtype" -> error.help("make a tensor of another dtype: x.to(float64)");
      default ->
          NAMES.contains(name)
              ? error
              : Names.suggest(error, name, List.of("requires_grad", "grad", "data"));
    };
  }
}
