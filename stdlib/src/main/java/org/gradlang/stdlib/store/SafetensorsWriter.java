package org.gradlang.stdlib.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.FileAccess;
import org.gradlang.stdlib.Stoppable;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a value as a safetensors file: its tensors under names that tell where in it they are, and
 * all the rest as a text in the metadata. A state dict is told by the names alone.
 */
final class SafetensorsWriter implements FileAccess.Content {
  private static final int ALIGNMENT = 8;

  /** Bytes that are written at once. */
  private static final int PIECE = 1 << 20;

  private final Inventory inventory;
  private final List<Map.Entry<String, Tensor>> inFileOrder;
  private final byte[] header;

  SafetensorsWriter(Object value) {
    inventory = Inventory.of(value);
    inFileOrder = new ArrayList<>(inventory.tensors().entrySet());
    // the widest first, so that all are aligned
    inFileOrder.sort(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()));
    header = header();
    if (header.length > SafetensorsHeader.LONGEST) {
      throw new GradError(
          ErrorKind.VALUE,
          "save(): the plain data take "
              + header.length
              + " bytes, and a safetensors file has room for "
              + SafetensorsHeader.LONGEST);
    }
  }

  @Override
  public void writeTo(OutputStream file) throws IOException {
    ByteBuffer length =
        ByteBuffer.allocate(SafetensorsReader.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    file.write(length.putLong(header.length).array());
    for (int at = 0; at < header.length; at += PIECE) {
      int count = Math.min(PIECE, header.length - at);
      file.write(header, at, count);
      Context.current().worked(count);
    }
    for (Map.Entry<String, Tensor> entry : inFileOrder) {
      ElementWriter.write(entry.getValue(), file);
    }
  }

  private byte[] header() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Map<String, Long> begins = begins();
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), Stoppable.stream(bytes))) {
      json.writeStartObject();
      metadata(json);
      inventory
          .tensors()
          .forEach((name, tensor) -> entry(json, name, tensor, begins.getOrDefault(name, 0L)));
      json.writeEndObject();
    }
    while (bytes.size() % ALIGNMENT != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  private Map<String, Long> begins() {
    Map<String, Long> begins = new HashMap<>();
    long at = 0;
    for (Map.Entry<String, Tensor> entry : inFileOrder) {
      begins.put(entry.getKey(), at);
      at += ElementWriter.bytes(entry.getValue());
    }
    return begins;
  }

  private void metadata(JsonGenerator json) {
    json.writeName(SafetensorsHeader.METADATA);
    json.writeStartObject();
    json.writeStringProperty("format", "pt"); // what loaders of PyTorch's models ask for
    if (!inventory.isStateDict()) {
      json.writeStringProperty(StructureWriter.METADATA, StructureWriter.text(inventory));
    }
    json.writeEndObject();
  }

  private static void entry(JsonGenerator json, String name, Tensor tensor, long begin) {
    json.writeName(name);
    json.writeStartObject();
    json.writeStringProperty("dtype", SafetensorsHeader.dtype(ElementKind.of(tensor.dtype())));
    json.writeName("shape");
    int[] sizes = tensor.layout().sizes();
    json.writeArray(sizes, 0, sizes.length);
    json.writeName("data_offsets");
    json.writeArray(new long[] {begin, begin + ElementWriter.bytes(tensor)}, 0, 2);
    json.writeEndObject();
  }
}
