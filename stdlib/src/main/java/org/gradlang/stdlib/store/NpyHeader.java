package org.gradlang.stdlib.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradlang.tensor.DType;

/**
 * What a {@code .npy} file says of its array.
 *
 * @param columns whether the first index varies fastest, as in Fortran
 */
record NpyHeader(ElementKind kind, ByteOrder order, boolean columns, int[] sizes) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final int LONGEST = 1 << 20;
  private static final int ALIGNMENT = 64;

  /** One entry of the dict that the header is: a text, a bool or a tuple of ints. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(['\"])(\\w+)\\1\\s*:\\s*"
              + "(?:(['\"])([^'\"]*)\\3|(True|False)|\\(([0-9,\\sL]*)\\))\\s*(,|(?=}))");

  private static final Pattern TYPE = Pattern.compile("([<>|=]?)([a-zA-Z?])([0-9]*)");

  /** Reads a header with what stands before it. */
  static NpyHeader read(ByteSource source) throws IOException {
    byte[] start = source.bytes(MAGIC.length + 2);
    if (!Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
      throw new FormatException("it does not begin as a .npy file does");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new FormatException("it has version " + version + " of the .npy format, not 1, 2 or 3");
    }
    int width = version == 1 ? 2 : 4;
    ByteBuffer length = source.small(width, ByteOrder.LITTLE_ENDIAN);
    long bytes =
        version == 1
            ? Short.toUnsignedInt(length.getShort())
            : Integer.toUnsignedLong(length.getInt());
    if (bytes > LONGEST) {
      throw new FormatException("its header should have " + bytes + " bytes, which none needs");
    }
    return parse(new String(source.bytes(bytes), StandardCharsets.UTF_8));
  }

  private static NpyHeader parse(String text) throws FormatException {
    Map<String, String> entries = entries(text);
    String type = entries.get("descr");
    String columns = entries.get("fortran_order");
    String shape = entries.get("shape");
    if (type == null || columns == null || shape == null || entries.size() != 3) {
      throw new FormatException(
          "its header does not give 'descr', 'fortran_order' and 'shape': " + shown(text));
    }
    Matcher parts = TYPE.matcher(type);
    if (!parts.matches()) {
      throw unknown(type);
    }
    return new NpyHeader(
        kind(type, parts.group(2) + parts.group(3)),
        parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        columns.equals("True"),
        Sizes.checked(sizes(shape)));
  }

  private static Map<String, String> entries(String text) throws FormatException {
    String dict = text.strip();
    if (!dict.startsWith("{") || !dict.endsWith("}")) {
      throw new FormatException("its header is no dict: " + shown(text));
    }
    Map<String, String> entries = new HashMap<>();
    Matcher entry = ENTRY.matcher(dict).region(1, dict.length());
    int at = 1;
    while (entry.lookingAt()) {
      String value =
          entry.group(4) != null
              ? entry.group(4)
              : entry.group(5) != null ? entry.group(5) : "(" + entry.group(6);
      if (entries.put(entry.group(2), value) != null) {
        throw new FormatException("its header has '" + entry.group(2) + "' twice");
      }
      at = entry.end();
      entry.region(at, dict.length());
    }
    if (!dict.substring(at).strip().equals("}")) {
      throw new FormatException(
          dict.contains("[(")
              ? "it is an array of records, and Grad has tensors of numbers alone"
              : "its header cannot be read: " + shown(text));
    }
    return entries;
  }

  private static String shown(String text) {
    String line = text.strip();
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }

  private static long[] sizes(String shape) throws FormatException {
    String[] parts = shape.substring(1).replace("L", "").strip().split("\\s*,\\s*", -1);
    int count = parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
    long[] sizes = new long[count];
    for (int i = 0; i < count; i++) {
      try {
        sizes[i] = Long.parseLong(parts[i]);
      } catch (NumberFormatException problem) {
        throw new FormatException("its header has the shape " + shown(shape) + ")");
      }
    }
    return sizes;
  }

  private static ElementKind kind(String type, String code) throws FormatException {
    return switch (code) {
      case "f8" -> ElementKind.FLOAT64;
      case "f4" -> ElementKind.FLOAT32;
      case "f2" -> ElementKind.FLOAT16;
      case "i8" -> ElementKind.INT64;
      case "i4" -> ElementKind.INT32;
      case "i2" -> ElementKind.INT16;
      case "i1" -> ElementKind.INT8;
      case "u8" -> ElementKind.UINT64;
      case "u4" -> ElementKind.UINT32;
      case "u2" -> ElementKind.UINT16;
      case "u1" -> ElementKind.UINT8;
      case "b1", "?" -> ElementKind.BOOL;
      default -> throw unknown(type);
    };
  }

  private static FormatException unknown(String type) {
    String letters = type.replaceAll("[^a-zA-Z]", "");
    String what =
        switch (letters.isEmpty() ? ' ' : letters.charAt(0)) {
          case 'O' -> "Python objects";
          case 'c' -> "complex numbers";
          case 'S', 'U', 'a' -> "texts";
          case 'M', 'm' -> "times";
          case 'V' -> "records";
          default -> "elements";
        };
    return new FormatException(
        "it is an array of " + what + " ('" + type + "'), and Grad has tensors of numbers alone");
  }

  /** How the file of a tensor begins. */
  static byte[] bytes(DType dtype, int[] sizes) {
    StringJoiner shape = new StringJoiner(", ", "(", sizes.length == 1 ? ",)" : ")");
    for (int size : sizes) {
      shape.add(Integer.toString(size));
    }
    String dict =
        "{'descr': '" + code(dtype) + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int start = MAGIC.length + 4;
    int length = (start + dict.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - start;
    ByteBuffer bytes = ByteBuffer.allocate(start + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    bytes.put(dict.getBytes(StandardCharsets.US_ASCII));
    while (bytes.remaining() > 1) {
      bytes.put((byte) ' ');
    }
    return bytes.put((byte) '\n').array();
  }

  private static String code(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case INT64 -> "<i8";
      case BOOL -> "|b1";
    };
  }
}
