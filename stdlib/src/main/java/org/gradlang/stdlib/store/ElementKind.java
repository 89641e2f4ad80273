package org.gradlang.stdlib.store;

import java.nio.ByteBuffer;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Storage;

/**
 * A kind of element that files have, and the dtype it is read as: float16 and bfloat16 become
 * float32, and all ints int64.
 */
enum ElementKind {
  FLOAT64(8, DType.FLOAT64, "float64"),
  FLOAT32(4, DType.FLOAT32, "float32"),
  FLOAT16(2, DType.FLOAT32, "float16"),
  BFLOAT16(2, DType.FLOAT32, "bfloat16"),
  INT64(8, DType.INT64, "int64"),
  INT32(4, DType.INT64, "int32"),
  INT16(2, DType.INT64, "int16"),
  INT8(1, DType.INT64, "int8"),
  UINT64(8, DType.INT64, "uint64"),
  UINT32(4, DType.INT64, "uint32"),
  UINT16(2, DType.INT64, "uint16"),
  UINT8(1, DType.INT64, "uint8"),
  BOOL(1, DType.BOOL, "bool");

  private final int bytes;
  private final DType dtype;
  private final String text;

  ElementKind(int bytes, DType dtype, String text) {
    this.bytes = bytes;
    this.dtype = dtype;
    this.text = text;
  }

  /** How elements of a dtype are written. */
  static ElementKind of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
      case INT64 -> INT64;
      case BOOL -> BOOL;
    };
  }

  /** The bytes of one element. */
  int bytes() {
    return bytes;
  }

  /** What elements are read as. */
  DType dtype() {
    return dtype;
  }

  /** The name in PyTorch and NumPy. */
  String text() {
    return text;
  }

  /**
   * Reads elements, as many as the source has bytes for.
   *
   * @param source in the file's byte order
   * @param at where they go, from the first element of the storage
   */
  void read(ByteBuffer source, Storage target, int at) throws FormatException {
    int count = source.remaining() / bytes;
    switch (this) {
      case FLOAT64 -> source.asDoubleBuffer().get(target.doubles(), at, count);
      case FLOAT32 -> source.asFloatBuffer().get(target.floats(), at, count);
      case INT64 -> source.asLongBuffer().get(target.longs(), at, count);
      case FLOAT16, BFLOAT16 -> readHalves(source, target.floats(), at, count);
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          target.bools()[at + i] = (byte) (source.get(i) == 0 ? 0 : 1);
        }
      }
      case INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8 -> {
        for (int i = 0; i < count; i++) {
          target.longs()[at + i] = integer(source, i);
        }
      }
    }
  }

  private void readHalves(ByteBuffer source, float[] target, int at, int count) {
    for (int i = 0; i < count; i++) {
      short bits = source.getShort(2 * i);
      // a bfloat16 is the upper half of a float32
      target[at + i] =
          this == FLOAT16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
    }
  }

  private long integer(ByteBuffer source, int i) throws FormatException {
    return switch (this) {
      case INT32 -> source.getInt(4 * i);
      case UINT32 -> Integer.toUnsignedLong(source.getInt(4 * i));
      case INT16 -> source.getShort(2 * i);
      case UINT16 -> Short.toUnsignedLong(source.getShort(2 * i));
      case INT8 -> source.get(i);
      case UINT8 -> Byte.toUnsignedLong(source.get(i));
      case UINT64 -> signed(source.getLong(8 * i));
      case FLOAT64, FLOAT32, FLOAT16, BFLOAT16, INT64, BOOL -> throw new IllegalStateException();
    };
  }

  private static long signed(long value) throws FormatException {
    if (value < 0) {
      throw new FormatException(
          "it holds the uint64 " + Long.toUnsignedString(value) + ", which no int64 can be");
    }
    return value;
  }
}
