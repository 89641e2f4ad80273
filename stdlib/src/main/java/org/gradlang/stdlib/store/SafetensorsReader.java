package org.gradlang.stdlib.store;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;

/** Reads a safetensors file from its beginning to its end, once. */
final class SafetensorsReader {
  /** The bytes before the header, which say how long it is. */
  static final int PREFIX = 8;

  private SafetensorsReader() {}

  static Object read(StoredFile file) throws IOException {
    ByteSource source = file.content();
    long length = source.small(PREFIX, ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > SafetensorsHeader.LONGEST) {
      throw new FormatException(
          "its header should have "
              + Long.toUnsignedString(length)
              + " bytes, and safetensors files have at most "
              + SafetensorsHeader.LONGEST);
    }
    byte[] json = source.bytes(length);
    SafetensorsHeader header = SafetensorsHeader.parse(json, source.left());
    Map<String, Tensor> tensors = tensors(header, source);
    String structure = header.metadata().get(StructureWriter.METADATA);
    return structure == null
        ? new DictValue(tensors)
        : StructureReader.read(new StringReader(structure), structure.length(), tensors);
  }

  /** The tensors in the order of the header. */
  private static Map<String, Tensor> tensors(SafetensorsHeader header, ByteSource source)
      throws IOException {
    Map<String, Tensor> read = new HashMap<>();
    for (SafetensorsHeader.Entry entry : header.inFileOrder()) {
      read.put(
          entry.name(),
          new Tensor(
              source.elements(entry.kind(), ByteOrder.LITTLE_ENDIAN, entry.count()),
              Layout.contiguous(entry.sizes())));
    }
    Map<String, Tensor> inOrder = new LinkedHashMap<>();
    header.tensors().keySet().forEach(name -> inOrder.computeIfAbsent(name, read::get));
    return inOrder;
  }
}
