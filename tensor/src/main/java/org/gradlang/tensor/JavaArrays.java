package org.gradlang.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Between Java's nested arrays of numbers and tensors; elements are copied both ways. */
final class JavaArrays {
  private JavaArrays() {}

  /**
   * A tensor of a boxed number, or of a nested array of primitives.
   *
   * @throws IllegalArgumentException for anything else, and where rows differ in length
   */
  static Tensor tensor(Object values) {
    List<Integer> sizes = new ArrayList<>();
    Object first = values;
    Class<?> type = values.getClass();
    while (type.isArray()) {
      int length = first == null ? 0 : Array.getLength(first);
      sizes.add(length);
      first = length == 0 || type.getComponentType().isPrimitive() ? null : Array.get(first, 0);
      type = type.getComponentType();
    }
    int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
    Storage storage = Storage.zeros(dtype(type, values), Layout.numelOf(shape));
    if (shape.length == 0) {
      put(storage, 0, values);
    } else {
      fill(storage, 0, values, shape, 0);
    }
    return new Tensor(storage, Layout.contiguous(shape));
  }

  private static DType dtype(Class<?> type, Object values) {
    return switch (type.getName()) {
      case "float", "java.lang.Float" -> DType.FLOAT32;
      case "double", "java.lang.Double" -> DType.FLOAT64;
      case "byte", "short", "int", "long" -> DType.INT64;
      case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long" ->
          DType.INT64;
      case "boolean", "java.lang.Boolean" -> DType.BOOL;
      default ->
          throw new IllegalArgumentException(
              "a tensor is made of numbers or arrays of numbers, not of a "
                  + values.getClass().getTypeName());
    };
  }

  private static int fill(Storage storage, int at, Object array, int[] shape, int depth) {
    if (array == null || Array.getLength(array) != shape[depth]) {
      throw new IllegalArgumentException(
          "the arrays are ragged: at depth "
              + depth
              + " there is "
              + (array == null ? "null" : "an array of " + Array.getLength(array))
              + " where the first has "
              + shape[depth]
              + " elements");
    }
    int next = at;
    if (depth + 1 < shape.length) {
      for (Object part : (Object[]) array) {
        next = fill(storage, next, part, shape, depth + 1);
      }
    } else if (array.getClass() == elements(storage).getClass()) {
      System.arraycopy(array, 0, elements(storage), at, shape[depth]);
      next += shape[depth];
    } else {
      for (int i = 0; i < shape[depth]; i++) {
        put(storage, next++, Array.get(array, i));
      }
    }
    return next;
  }

  private static void put(Storage storage, int at, Object value) {
    switch (storage.dtype()) {
      case FLOAT32 -> storage.floats()[at] = (Float) value;
      case FLOAT64 -> storage.doubles()[at] = (Double) value;
      case INT64 -> storage.longs()[at] = ((Number) value).longValue();
      case BOOL -> storage.bools()[at] = (byte) ((Boolean) value ? 1 : 0);
    }
  }

  private static Class<?> elementType(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> float.class;
      case FLOAT64 -> double.class;
      case INT64 -> long.class;
      case BOOL -> boolean.class;
    };
  }

  private static Object elements(Storage storage) {
    return switch (storage.dtype()) {
      case FLOAT32 -> storage.floats();
      case FLOAT64 -> storage.doubles();
      case INT64 -> storage.longs();
      case BOOL -> storage.bools();
    };
  }

  /** The elements of a contiguous storage, nested as the sizes say; one boxed number for none. */
  static Object nested(Storage storage, int[] sizes) {
    if (sizes.length == 0) {
      return flat(storage, 0, 1, 0);
    }
    return nested(storage, sizes, 0, 0);
  }

  private static Object nested(Storage storage, int[] sizes, int depth, int from) {
    if (depth + 1 == sizes.length) {
      return flat(storage, from, sizes[depth], 1);
    }
    int[] rest = Arrays.copyOfRange(sizes, depth + 1, sizes.length);
    int each = Layout.numelOf(rest);
    Class<?> row = Array.newInstance(elementType(storage.dtype()), new int[rest.length]).getClass();
    Object[] rows = (Object[]) Array.newInstance(row, sizes[depth]);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = nested(storage, sizes, depth + 1, from + i * each);
    }
    return rows;
  }

  private static Object flat(Storage storage, int from, int length, int dims) {
    Object part =
        switch (storage.dtype()) {
          case FLOAT32 -> Arrays.copyOfRange(storage.floats(), from, from + length);
          case FLOAT64 -> Arrays.copyOfRange(storage.doubles(), from, from + length);
          case INT64 -> Arrays.copyOfRange(storage.longs(), from, from + length);
          case BOOL -> flags(storage.bools(), from, length);
        };
    return dims == 0 ? Array.get(part, 0) : part;
  }

  static Storage storage(boolean[] flags) {
    byte[] bytes = new byte[flags.length];
    for (int i = 0; i < flags.length; i++) {
      bytes[i] = (byte) (flags[i] ? 1 : 0);
    }
    return Storage.ofBools(bytes);
  }

  static boolean[] flags(byte[] bytes, int from, int length) {
    boolean[] flags = new boolean[length];
    for (int i = 0; i < length; i++) {
      flags[i] = bytes[from + i] != 0;
    }
    return flags;
  }
}
