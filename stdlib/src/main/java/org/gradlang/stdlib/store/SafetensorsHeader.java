package org.gradlang.stdlib.store;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What a safetensors file says of its tensors, and the texts beside them.
 *
 * @param tensors by name, in the order of the header
 */
record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {
  /** The longest header that readers of the format take. */
  static final int LONGEST = 100_000_000;

  static final String METADATA = "__metadata__";

  private static final int DEPTH = 4;

  /**
   * One tensor.
   *
   * @param begin where its bytes begin, from the end of the header
   * @param end where they end
   */
  record Entry(String name, ElementKind kind, int[] sizes, long begin, long end) {
    int count() {
      int count = 1;
      for (int size : sizes) {
        count *= size;
      }
      return count;
    }
  }

  /** Reads and checks a header; {@code data} bytes follow it. */
  static SafetensorsHeader parse(byte[] json, long data) throws FormatException {
    Reader text =
        new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
    SafetensorsHeader header =
        Json.read(text, "its header", DEPTH, json.length, SafetensorsHeader::read);
    header.requireNoGaps(data);
    return header;
  }

  /** The tensors in the order in which their bytes stand. */
  List<Entry> inFileOrder() {
    List<Entry> order = new ArrayList<>(tensors.values());
    order.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    return order;
  }

  private void requireNoGaps(long data) throws FormatException {
    long at = 0;
    for (Entry entry : inFileOrder()) {
      if (entry.begin != at) {
        throw new FormatException(
            "the bytes of '"
                + entry.name
                + "' begin at "
                + entry.begin
                + ", not at "
                + at
                + " where those before end");
      }
      at = entry.end;
    }
    if (at != data) {
      throw new FormatException("its tensors have " + at + " bytes, and " + data + " are there");
    }
  }

  private static SafetensorsHeader read(Json json) throws FormatException {
    Map<String, Entry> tensors = new LinkedHashMap<>();
    @Nullable Map<String, String> metadata = null;
    json.expect(JsonToken.START_OBJECT, "its header is no JSON object");
    while (json.next() != JsonToken.END_OBJECT) {
      String name = json.text();
      if (name.equals(METADATA)) {
        if (metadata != null) {
          throw twice(name);
        }
        metadata = texts(json);
      } else if (tensors.put(name, entry(json, name)) != null) {
        throw twice(name);
      }
    }
    return new SafetensorsHeader(tensors, metadata == null ? Map.of() : metadata);
  }

  private static FormatException twice(String name) {
    return new FormatException("its header has '" + name + "' twice");
  }

  private static Map<String, String> texts(Json json) throws FormatException {
    Map<String, String> texts = new LinkedHashMap<>();
    json.expect(JsonToken.START_OBJECT, "its metadata are no JSON object");
    while (json.next() != JsonToken.END_OBJECT) {
      String name = json.text();
      json.expect(JsonToken.VALUE_STRING, "its metadata '" + name + "' are no text");
      if (texts.put(name, json.text()) != null) {
        throw twice(name);
      }
    }
    return texts;
  }

  private static Entry entry(Json json, String name) throws FormatException {
    @Nullable String dtype = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    json.expect(JsonToken.START_OBJECT, unclear(name));
    while (json.next() != JsonToken.END_OBJECT) {
      switch (json.text()) {
        case "dtype" -> {
          require(dtype == null, name);
          json.expect(JsonToken.VALUE_STRING, unclear(name));
          dtype = json.text();
        }
        case "shape" -> {
          require(shape == null, name);
          shape = integers(json, name);
        }
        case "data_offsets" -> {
          require(offsets == null, name);
          offsets = integers(json, name);
        }
        default -> throw new FormatException(unclear(name));
      }
    }
    if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
      throw new FormatException(unclear(name));
    }
    return checked(name, kind(name, dtype), shape, offsets);
  }

  private static void require(boolean valid, String name) throws FormatException {
    if (!valid) {
      throw new FormatException(unclear(name));
    }
  }

  private static String unclear(String name) {
    return "its header does not say dtype, shape and data_offsets of '" + name + "', once each";
  }

  private static long[] integers(Json json, String name) throws FormatException {
    long[] values = new long[8];
    int count = 0;
    json.expect(JsonToken.START_ARRAY, unclear(name));
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      require(token == JsonToken.VALUE_NUMBER_INT, name);
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = json.integer();
    }
    return Arrays.copyOf(values, count);
  }

  private static Entry checked(String name, ElementKind kind, long[] shape, long[] offsets)
      throws FormatException {
    int[] sizes = Sizes.checked(shape);
    Entry entry = new Entry(name, kind, sizes, offsets[0], offsets[1]);
    if (entry.begin < 0
        || entry.end < entry.begin
        || entry.end - entry.begin != (long) entry.count() * kind.bytes()) {
      throw new FormatException(
          "'"
              + name
              + "' has the shape "
              + Arrays.toString(sizes)
              + " of "
              + kind.text()
              + ", which its data_offsets "
              + Arrays.toString(offsets)
              + " do not fit");
    }
    return entry;
  }

  private static ElementKind kind(String name, String dtype) throws FormatException {
    return switch (dtype) {
      case "F64" -> ElementKind.FLOAT64;
      case "F32" -> ElementKind.FLOAT32;
      case "F16" -> ElementKind.FLOAT16;
      case "BF16" -> ElementKind.BFLOAT16;
      case "I64" -> ElementKind.INT64;
      case "I32" -> ElementKind.INT32;
      case "I16" -> ElementKind.INT16;
      case "I8" -> ElementKind.INT8;
      case "U64" -> ElementKind.UINT64;
      case "U32" -> ElementKind.UINT32;
      case "U16" -> ElementKind.UINT16;
      case "U8" -> ElementKind.UINT8;
      case "BOOL" -> ElementKind.BOOL;
      default ->
          throw new FormatException(
              "'" + name + "' has the dtype " + dtype + ", which no dtype of Grad can hold");
    };
  }

  /** How the format names the dtype of a kind that Grad writes. */
  static String dtype(ElementKind kind) {
    return switch (kind) {
      case FLOAT64 -> "F64";
      case FLOAT32 -> "F32";
      case INT64 -> "I64";
      case BOOL -> "BOOL";
      default -> throw new IllegalArgumentException(kind.text());
    };
  }
}
