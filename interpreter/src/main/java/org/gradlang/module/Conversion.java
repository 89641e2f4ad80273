package org.gradlang.module;

import java.util.List;
import org.gradlang.op.signature.DTypeLike;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Members;
import org.gradlang.value.Types;

/** The methods that change the dtype of a module's floating-point tensors. */
final class Conversion {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "to(*targets: any, device: any = None, dtype: any = None, non_blocking: bool ="
                  + " False)",
              "Converts the floating-point parameters and buffers to a dtype, or that of a tensor;"
                  + " a device can only be 'cpu'. Gives the module.",
              (self, a) -> to(self, (List<?>) a.get(0), a.get(1), a.get(2))),
          ModuleMethod.of(
              "type(dst_type: any)", "As to(dst_type).", (self, a) -> to(self, a.get(0))),
          ModuleMethod.of("double()", "As to(float64).", (self, a) -> convert(self, DType.FLOAT64)),
          ModuleMethod.of("float()", "As to(float32).", (self, a) -> convert(self, DType.FLOAT32)),
          ModuleMethod.of("cpu()", "The module: there is one device.", (self, a) -> self));

  private Conversion() {}

  private static Object to(ModuleInstance self, List<?> targets, Object device, Object dtype) {
    for (Object target : targets) {
      to(self, target);
    }
    to(self, device);
    return to(self, dtype);
  }

  private static ModuleInstance to(ModuleInstance self, Object target) {
    return switch (target) {
      case None _ -> self;
      case DType dtype when dtype.isFloating() -> convert(self, dtype);
      case DTypeLike like when like.asDType().isFloating() -> convert(self, like.asDType());
      case String device when !device.equals("cpu") ->
          throw new GradError(
              ErrorKind.VALUE, "to(): there is no device '" + device + "', only 'cpu'");
      case String _ -> self;
      case Tensor like -> to(self, like.dtype());
      default ->
          throw new GradError(
                  ErrorKind.TYPE, "to() takes float32, float64 or 'cpu', not " + Types.name(target))
              .help("a module's parameters are floating-point numbers");
    };
  }

  private static ModuleInstance convert(ModuleInstance self, DType dtype) {
    Traversal.visit(self, "", (path, module) -> convertOne(module, dtype));
    return self;
  }

  private static void convertOne(ModuleInstance module, DType dtype) {
    for (Field field : module.shape().parameters()) {
      if (module.valueOf(field) instanceof Tensor parameter) {
        convertParameter(parameter, dtype);
      }
    }
    for (Field field : module.shape().buffers()) {
      if (module.valueOf(field) instanceof Tensor buffer && buffer.dtype().isFloating()) {
        module.hold(field.name(), field.kind(), Tensors.call(buffer, "to", dtype));
      }
    }
  }

  /** The parameter stays the same object: optimizers hold it. */
  private static void convertParameter(Tensor parameter, DType dtype) {
    if (parameter.dtype() == dtype) {
      return;
    }
    Tensor data = (Tensor) Members.get(parameter, "data");
    Members.set(parameter, "data", Tensors.call(data, "to", dtype));
    if (Members.get(parameter, "grad") instanceof Tensor grad) {
      Members.set(parameter, "grad", Tensors.call(grad, "to", dtype));
    }
  }
}
