package org.gradlang.spec.golden;

import java.util.List;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * A tensor as the data has it.
 *
 * @param data the elements in row-major order: numbers, booleans, or the name of a float that JSON
 *     cannot write
 */
record RecordedTensor(String dtype, List<Integer> shape, List<Object> data, boolean requiresGrad) {
  /** A new leaf. */
  Tensor make() {
    Tensor tensor = make(data, dtype, shape);
    tensor.setRequiresGrad(requiresGrad);
    return tensor;
  }

  /** The tensor with these elements. */
  static Tensor make(List<Object> data, String dtype, List<Integer> shape) {
    int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
    return new Tensor(storage(data, dtype(dtype)), Layout.contiguous(sizes));
  }

  private static DType dtype(String name) {
    for (DType dtype : DType.values()) {
      if (dtype.text().equals(name)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("there is no dtype " + name);
  }

  private static Storage storage(List<Object> data, DType dtype) {
    int count = data.size();
    return switch (dtype) {
      case FLOAT32 -> {
        float[] elements = new float[count];
        for (int i = 0; i < count; i++) {
          elements[i] = (float) number(data.get(i));
        }
        yield Storage.of(elements);
      }
      case FLOAT64 -> Storage.of(data.stream().mapToDouble(RecordedTensor::number).toArray());
      case INT64 ->
          Storage.of(data.stream().mapToLong(each -> ((Number) each).longValue()).toArray());
      case BOOL -> {
        byte[] elements = new byte[count];
        for (int i = 0; i < count; i++) {
          elements[i] = (byte) ((boolean) data.get(i) ? 1 : 0);
        }
        yield Storage.ofBools(elements);
      }
    };
  }

  /** A recorded float. */
  static double number(Object recorded) {
    if (recorded instanceof Number number) {
      return number.doubleValue();
    }
    return switch ((String) recorded) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException(recorded + " is no number");
    };
  }
}
