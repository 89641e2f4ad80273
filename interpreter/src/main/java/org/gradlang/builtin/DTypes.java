package org.gradlang.builtin;

import java.util.List;
import org.gradlang.op.signature.DTypeLike;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** The names of dtypes: the four that there are, and those of PyTorch that there are not. */
final class DTypes {
  private static final List<String> MISSING =
      List.of(
          "int8",
          "int16",
          "int32",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "float16",
          "bfloat16",
          "complex64",
          "complex128");

  private DTypes() {}

  static void declare(Builtins builtins) {
    builtins.value("float32", () -> DType.FLOAT32);
    builtins.value("float64", () -> DType.FLOAT64);
    builtins.value("int64", () -> DType.INT64);
    builtins.value("double", () -> DType.FLOAT64);
    builtins.value("long", () -> DType.INT64);
    for (String name : MISSING) {
      builtins.value(name, () -> new Missing(name));
    }
  }

  /** A dtype of PyTorch's that tensors here cannot have; using it says which ones they can. */
  private record Missing(String name) implements DTypeLike, TypeNamed {
    @Override
    public DType asDType() {
      throw new GradError(ErrorKind.TYPE, "there is no dtype " + name)
          .help("the dtypes are float32, float64, int64 and bool");
    }

    @Override
    public String typeName() {
      return "dtype";
    }

    @Override
    public String toString() {
      return "torch." + name;
    }
  }
}
