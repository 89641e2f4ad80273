package org.gradlang.op.signature;

import java.util.List;
import org.gradlang.op.declare.Numbers;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** From a value of the language to what a parameter's type promises. */
final class Conversions {
  private final Signature signature;
  private final Parameter parameter;

  private Conversions(Signature signature, Parameter parameter) {
    this.signature = signature;
    this.parameter = parameter;
  }

  static @Nullable Object convert(Signature signature, Parameter parameter, Object value) {
    return isReady(signature, parameter, value)
        ? value
        : new Conversions(signature, parameter).convert(value);
  }

  /** Whether an argument is bound as it is. */
  static boolean isReady(Signature signature, Parameter parameter, Object value) {
    return isReady(parameter.type(), value)
        || parameter.type() == ParameterType.OPERAND
            && Numbers.isNumber(value)
            && !isTarget(signature, parameter);
  }

  /** Whether this is what a form in place writes into. */
  private static boolean isTarget(Signature signature, Parameter parameter) {
    return parameter.name().equals("input") && signature.name().endsWith("_");
  }

  /** The common cases, which need no conversion. */
  private static boolean isReady(ParameterType type, Object value) {
    return switch (type) {
      case ANY -> true;
      case TENSOR -> value instanceof Tensor;
      case OPERAND -> value instanceof Tensor;
      case NUMBER -> Numbers.isNumber(value);
      case BOOL -> value instanceof Boolean;
      case INT -> value instanceof Long;
      case FLOAT -> value instanceof Double;
      case STR -> value instanceof String;
      default -> false;
    };
  }

  /** What {@link #isReady} comes to where it is a matter of the class alone; else null. */
  static @Nullable Class<?> readyClass(ParameterType type) {
    return switch (type) {
      case ANY -> Object.class;
      case TENSOR -> Tensor.class;
      case BOOL -> Boolean.class;
      case INT -> Long.class;
      case FLOAT -> Double.class;
      case STR -> String.class;
      default -> null;
    };
  }

  private @Nullable Object convert(Object value) {
    if (value == None.NONE && parameter.type() != ParameterType.ANY) {
      if (!parameter.optional()) {
        throw wrong(value);
      }
      return null;
    }
    if (isTarget(signature, parameter) && !(value instanceof Tensor)) {
      throw signature.error(
          "writes into '"
              + parameter.name()
              + "', so that must be a tensor, not "
              + TypeNames.described(value));
    }
    return switch (parameter.type()) {
      case TENSOR -> tensor(value);
      case TENSORS -> tensors(value);
      case NUMBER -> number(value);
      case OPERAND -> Numbers.isNumber(value) ? value : tensor(value);
      case INT -> whole(value);
      case INTS -> ints(value);
      case FLOAT -> (Object) Numbers.real(number(value));
      case FLOATS -> doubles(value);
      case BOOL -> bool(value);
      case STR -> value instanceof String ? value : fail(value);
      case DTYPE -> dtype(value);
      case DEVICE -> device(value);
      case GENERATOR -> value instanceof Generator ? value : fail(value);
      case FN -> isData(value) ? fail(value) : value;
      case ANY -> value;
    };
  }

  /** There is one, but programs name it. */
  private Object device(Object value) {
    if (value instanceof String name && (name.equals("cpu") || name.equals("cpu:0"))) {
      return "cpu";
    }
    if (value instanceof String || value instanceof Long) {
      throw new GradError(
              ErrorKind.VALUE,
              signature.name() + "(): there is no device '" + value + "', only 'cpu'")
          .help("everything runs on the processor: leave the device out, or say 'cpu'");
    }
    throw wrong(value);
  }

  private Tensor tensor(Object value) {
    if (value instanceof Tensor tensor) {
      return tensor;
    }
    if (value instanceof List<?> || value instanceof Listed || Numbers.isNumber(value)) {
      return Data.tensor(value, null);
    }
    throw wrong(value);
  }

  private Tensor[] tensors(Object value) {
    if (value instanceof Tensor tensor) {
      return parameter.variadic() ? new Tensor[] {tensor} : Data.rows(tensor);
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(value);
    }
    Tensor[] tensors = new Tensor[list.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = tensor(list.get(i));
    }
    return tensors;
  }

  private Object number(Object value) {
    if (Numbers.isNumber(value)) {
      return value;
    }
    if (value instanceof Tensor tensor && tensor.numel() == 1) {
      return tensor.item();
    }
    throw wrong(value);
  }

  private Long whole(Object value) {
    return switch (value) {
      case Long l -> l;
      case Boolean b -> b ? 1L : 0L;
      case Tensor t when t.numel() == 1 && !t.dtype().isFloating() -> Numbers.whole(t.item());
      default -> throw wrong(value);
    };
  }

  private int size(Object value) {
    long size = whole(value);
    if (size != (int) size) {
      throw new GradError(
              ErrorKind.OVERFLOW,
              signature.name()
                  + "() got "
                  + size
                  + " for '"
                  + parameter.name()
                  + "', which no size or dim can be")
          .help("a tensor holds at most 2^31 - 17 elements");
    }
    return (int) size;
  }

  private int[] ints(Object value) {
    if (value instanceof Tensor tensor && tensor.dim() == 1) {
      return ints(Data.toList(tensor));
    }
    if (value instanceof List<?> list) {
      int[] ints = new int[list.size()];
      for (int i = 0; i < ints.length; i++) {
        ints[i] = size(list.get(i));
      }
      return ints;
    }
    return new int[] {size(value)};
  }

  private double[] doubles(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().mapToDouble(v -> Numbers.real(number(v))).toArray();
    }
    return new double[] {Numbers.real(number(value))};
  }

  private Object bool(Object value) {
    return value instanceof Boolean ? value : fail(value);
  }

  private Object dtype(Object value) {
    return switch (value) {
      case DType dtype -> dtype;
      case DTypeLike like -> like.asDType();
      default -> fail(value);
    };
  }

  private static boolean isData(Object value) {
    return value instanceof Tensor
        || value instanceof String
        || value instanceof List<?>
        || value instanceof DType
        || Numbers.isNumber(value);
  }

  private Object fail(Object value) {
    throw wrong(value);
  }

  private GradError wrong(Object value) {
    String expected = parameter.type().described() + (parameter.optional() ? " or None" : "");
    return signature.error(
        "needs " + expected + " for '" + parameter.name() + "', not " + TypeNames.described(value));
  }
}
