package org.gradlang.stdlib;

import java.util.List;
import org.gradlang.op.Operations;
import org.gradlang.op.signature.DTypeLike;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Iteration;
import org.gradlang.value.Members;
import org.gradlang.value.Namespace;
import org.gradlang.value.TensorMaker;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.gradlang.value.ValueType;
import org.jspecify.annotations.Nullable;

/** Functions and types that only programs written for PyTorch ask for. */
final class TorchFunctions {
  private TorchFunctions() {}

  static void declare(Namespace torch) {
    torch.define("__version__", "2.0.0+grad");
    legacy(torch, "FloatTensor", DType.FLOAT32);
    legacy(torch, "DoubleTensor", DType.FLOAT64);
    legacy(torch, "LongTensor", DType.INT64);
    legacy(torch, "BoolTensor", DType.BOOL);
    torch.defineLater("Size", TorchFunctions::size);
    torch.defineLater("finfo", TorchFunctions::finfo);
    torch.defineLater("iinfo", TorchFunctions::iinfo);
    torch.defineLater("set_default_tensor_type", TorchFunctions::setDefaultTensorType);
    torch.defineLater("compile", TorchFunctions::compile);
    torch.defineLater("typename", TorchFunctions::typename);
    torch.defineLater("is_complex", () -> answering("is_complex(input: tensor)", false));
    torch.defineLater("is_signed", TorchFunctions::isSigned);
    settings(torch);
  }

  /** A type of old, which makes tensors and stands for their dtype. */
  private record Legacy(String name, DType dtype, Callable maker) implements ValueType, DTypeLike {
    @Override
    public boolean includes(Object value) {
      return value instanceof Tensor tensor && tensor.dtype() == dtype;
    }

    @Override
    public DType asDType() {
      return dtype;
    }

    @Override
    public Object call(Arguments arguments) {
      return maker.call(arguments);
    }

    @Override
    public String toString() {
      return "<class '" + name + "'>";
    }
  }

  private static void legacy(Namespace torch, String name, DType dtype) {
    String full = "torch." + name;
    torch.define(name, new Legacy(full, dtype, TensorMaker.of(full, dtype)));
  }

  private static Callable size() {
    return Builtin.of(
        "Size(sizes: any = ())",
        "The sizes of a tensor as a value.",
        a ->
            TupleValue.size(
                Iteration.list(a[0]).stream().mapToInt(TorchFunctions::wholeSize).toArray()));
  }

  private static int wholeSize(Object value) {
    if (value instanceof Long size && size >= 0 && size <= Integer.MAX_VALUE) {
      return size.intValue();
    }
    throw new GradError(
        ErrorKind.TYPE, "Size() takes a list of sizes, not " + Types.described(value));
  }

  private static Callable finfo() {
    return Builtin.of(
        "finfo(type: dtype? = None)",
        "The range and precision of a float dtype: eps, max, min, tiny, resolution, bits.",
        a -> finfo((DType) a[0]));
  }

  private static TupleValue finfo(@Nullable DType given) {
    DType dtype = given == null ? Context.current().defaultDType() : given;
    if (!dtype.isFloating()) {
      throw new GradError(ErrorKind.TYPE, "finfo() is for float dtypes, not " + dtype)
          .help("iinfo(int64) tells about ints");
    }
    boolean single = dtype == DType.FLOAT32;
    double max = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    double tiny = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    return TupleValue.named(
        "finfo",
        List.of("resolution", "min", "max", "eps", "smallest_normal", "tiny", "bits", "dtype"),
        single ? 1e-6 : 1e-15,
        -max,
        max,
        single ? (double) Math.ulp(1f) : Math.ulp(1.),
        tiny,
        tiny,
        (long) dtype.bytes() * 8,
        dtype.toString().substring("torch.".length()));
  }

  private static Callable iinfo() {
    return Builtin.of(
        "iinfo(type: dtype)",
        "The range of an int dtype: min, max, bits.",
        a -> {
          if (a[0] != DType.INT64) {
            throw new GradError(ErrorKind.TYPE, "iinfo() is for int64, not " + a[0]);
          }
          return TupleValue.named(
              "iinfo",
              List.of("min", "max", "bits", "dtype"),
              Long.MIN_VALUE,
              Long.MAX_VALUE,
              64L,
              "int64");
        });
  }

  private static Callable setDefaultTensorType() {
    return Builtin.doing(
        "set_default_tensor_type(t: any)",
        "As set_default_dtype, by a type of old: torch.DoubleTensor, or its name.",
        a -> Context.current().setDefaultDType(dtypeOfType(a[0])));
  }

  private static DType dtypeOfType(@Nullable Object type) {
    if (type instanceof DTypeLike known) {
      return known.asDType();
    }
    if ("torch.FloatTensor".equals(type)) {
      return DType.FLOAT32;
    }
    if ("torch.DoubleTensor".equals(type)) {
      return DType.FLOAT64;
    }
    throw new GradError(
        ErrorKind.TYPE, "set_default_tensor_type() takes torch.FloatTensor or torch.DoubleTensor");
  }

  private static Callable compile() {
    return Builtin.unbound(
        "compile",
        "compile(model)",
        "The model or function as it is: nothing needs compiling.",
        arguments -> arguments.values().length == 0 ? None.NONE : arguments.get(0));
  }

  private static Callable typename() {
    return Builtin.of(
        "typename(obj: any)",
        "The name of a value's type.",
        a -> a[0] instanceof Tensor x ? Members.call(x, "type", Arguments.NONE) : Types.name(a[0]));
  }

  private static Callable isSigned() {
    return Builtin.of(
        "is_signed(input: tensor)",
        "Whether a tensor's dtype has negative numbers.",
        a -> ((Tensor) a[0]).dtype() != DType.BOOL);
  }

  static Callable answering(String signature, Object value) {
    return Builtin.of(
        signature, "Always " + (value.equals(false) ? "False" : value) + ".", a -> value);
  }

  /** Settings that change nothing: what they ask for is always so, or does not matter here. */
  private static void settings(Namespace torch) {
    harmless(torch, "use_deterministic_algorithms(mode: bool, *, warn_only: bool = False)");
    harmless(torch, "set_float32_matmul_precision(precision: str)");
    harmless(torch, "set_num_interop_threads(n: int)");
    torch.defineLater(
        "are_deterministic_algorithms_enabled",
        () -> answering("are_deterministic_algorithms_enabled()", true));
  }

  static void harmless(Namespace namespace, String signature) {
    String name = signature.substring(0, signature.indexOf('('));
    namespace.defineLater(name, () -> Builtin.doing(signature, "Does nothing here.", a -> {}));
  }

  /** {@code Variable(x)}: once a tensor of autograd's, now any tensor. */
  static Callable variable() {
    return Builtin.of(
        "Variable(data: tensor, requires_grad: bool = False)",
        "The tensor itself, as a leaf: tensors have gradients without being wrapped.",
        a -> {
          Tensor leaf = Operations.tensor("detach", a[0]);
          return Boolean.TRUE.equals(a[1]) ? Operations.tensor("requires_grad_", leaf, true) : leaf;
        });
  }
}
