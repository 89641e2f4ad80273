package org.gradlang.stdlib.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The format of MNIST: two zero bytes, the type of the elements, the number of dimensions, their
 * sizes as big-endian ints, and the elements, the last index fastest.
 */
final class IdxFile {
  private static final int HEADER = 4;
  private static final int MOST_DIMENSIONS = 16;
  private static final int CHUNK = 1 << 16;

  /** The types of elements, by their code. */
  private enum Element {
    UNSIGNED_BYTE(8, 1, DType.INT64),
    SIGNED_BYTE(9, 1, DType.INT64),
    SHORT(11, 2, DType.INT64),
    INT(12, 4, DType.INT64),
    FLOAT(13, 4, DType.FLOAT32),
    DOUBLE(14, 8, DType.FLOAT64);

    private final int code;
    private final int bytes;
    private final DType type;

    Element(int code, int bytes, DType type) {
      this.code = code;
      this.bytes = bytes;
      this.type = type;
    }

    /** The elements of a chunk as numbers: a double holds each of them exactly. */
    int decode(byte[] chunk, double[] numbers) {
      int count = chunk.length / bytes;
      ByteBuffer source = ByteBuffer.wrap(chunk);
      for (int i = 0; i < count; i++) {
        numbers[i] =
            switch (this) {
              case UNSIGNED_BYTE -> Byte.toUnsignedInt(chunk[i]);
              case SIGNED_BYTE -> chunk[i];
              case SHORT -> source.getShort(2 * i);
              case INT -> source.getInt(4 * i);
              case FLOAT -> source.getFloat(4 * i);
              case DOUBLE -> source.getDouble(8 * i);
            };
      }
      return count;
    }
  }

  private final String path;
  private final InputStream content;

  private IdxFile(String path, InputStream content) {
    this.path = path;
    this.content = content;
  }

  /**
   * Reads a file as a tensor.
   *
   * @param path for errors
   * @param type the dtype wanted; ints become int64, floats keep their size where it is null
   * @throws GradError a ValueError where the content is no IDX, cut, or longer than it says
   */
  static Tensor read(String path, InputStream content, @Nullable DType type) throws IOException {
    return new IdxFile(path, content).read(type);
  }

  private Tensor read(@Nullable DType wanted) throws IOException {
    byte[] header = content.readNBytes(HEADER);
    if (header.length < HEADER || header[0] != 0 || header[1] != 0) {
      throw wrong("it is no IDX file: such a file begins with two zero bytes");
    }
    Element element = element(header[2]);
    int[] sizes = sizes(Byte.toUnsignedInt(header[3]));
    long count = count(sizes);
    Cells cells = new Cells(wanted == null ? element.type : wanted);
    fill(cells, element, count);
    if (content.read() >= 0) {
      throw wrong("it goes on after the " + count + " elements that its header speaks of");
    }
    return cells.tensor(sizes);
  }

  private Element element(byte code) {
    for (Element element : Element.values()) {
      if (element.code == code) {
        return element;
      }
    }
    throw wrong("it is no IDX file: there is no type of elements " + Byte.toUnsignedInt(code));
  }

  private int[] sizes(int dimensions) throws IOException {
    if (dimensions == 0 || dimensions > MOST_DIMENSIONS) {
      throw wrong("an IDX file with " + dimensions + " dimensions cannot be read");
    }
    byte[] bytes = content.readNBytes(4 * dimensions);
    if (bytes.length < 4 * dimensions) {
      throw wrong("it is cut within its header");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int[] sizes = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = buffer.getInt();
      if (sizes[i] < 0) {
        throw wrong("dimension " + i + " has the size " + Integer.toUnsignedLong(sizes[i]));
      }
    }
    return sizes;
  }

  private long count(int[] sizes) {
    long count = 1;
    for (int size : sizes) {
      count *= size; // below 2^62: count was below 2^31 before
      if (count > Integer.MAX_VALUE) {
        throw wrong("its header speaks of more elements than a tensor can hold");
      }
    }
    return count;
  }

  private void fill(Cells cells, Element element, long count) throws IOException {
    double[] numbers = new double[CHUNK / element.bytes];
    long left = count;
    while (left > 0) {
      int wanted = (int) Math.min(CHUNK, left * element.bytes);
      byte[] chunk = content.readNBytes(wanted);
      if (chunk.length < wanted) {
        long read = count - left + chunk.length / element.bytes;
        throw wrong("it is cut: " + read + " of " + count + " elements are there");
      }
      cells.addAll(numbers, element.decode(chunk, numbers));
      Context.current().worked(wanted / element.bytes);
      left -= wanted / element.bytes;
    }
  }

  private GradError wrong(String what) {
    return new GradError(ErrorKind.VALUE, "cannot read '" + path + "': " + what);
  }
}
