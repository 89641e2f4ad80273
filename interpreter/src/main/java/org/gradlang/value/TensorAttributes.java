package org.gradlang.value;

import java.util.Collection;
import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code x.shape} and the like: what a tensor has that is no method. */
final class TensorAttributes {
  private static final List<String> NAMES = List.of("shape", "dtype", "device", "ndim", "_version");

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
      case "_version" -> (long) tensor.storage().version();
      default -> null;
    };
  }

  /** The error of an attribute that is not there to be set. */
  static GradError fixed(String name) {
    return new GradError(
        ErrorKind.ATTRIBUTE, "the attribute '" + name + "' of a tensor cannot be set");
  }
}
