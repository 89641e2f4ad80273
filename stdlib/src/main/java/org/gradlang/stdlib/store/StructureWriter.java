package org.gradlang.stdlib.store;

import java.io.StringWriter;
import java.util.IdentityHashMap;
import java.util.List;
import org.gradlang.stdlib.Stoppable;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes all of a value but the elements of its tensors as a JSON text; {@code docs/saving.md} has
 * its form. {@link StructureReader} reads it.
 */
final class StructureWriter {
  /** Under which name the text stands in the metadata of a file. */
  static final String METADATA = "grad";

  /** A dict is three levels of JSON: an object, an array of entries, and an entry. */
  static final int JSON_DEPTH = 4 * (Inventory.DEEPEST + 2);

  private final Inventory inventory;
  private final JsonGenerator json;
  private final IdentityHashMap<Object, Integer> written = new IdentityHashMap<>();

  private StructureWriter(Inventory inventory, JsonGenerator json) {
    this.inventory = inventory;
    this.json = json;
  }

  /** The text for a value, in ASCII. */
  static String text(Inventory inventory) {
    StringWriter text = Stoppable.text();
    JsonFactory factory =
        JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamWriteConstraints(
                StreamWriteConstraints.builder().maxNestingDepth(JSON_DEPTH).build())
            .build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
      new StructureWriter(inventory, json).value(inventory.root());
    }
    return text.toString();
  }

  private void value(Object value) {
    switch (value) {
      case None _ -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      case Double number -> number(number);
      case String text -> json.writeString(text);
      case DType dtype -> tagged("dtype", dtype.text());
      case Tensor tensor -> tensor(inventory.name(tensor));
      case ListValue list -> list(list);
      case TupleValue tuple -> tuple(tuple);
      case DictValue dict -> dict(dict);
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private void number(double number) {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      tagged("float", Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
    }
  }

  private void tagged(String tag, String text) {
    json.writeStartObject();
    json.writeStringProperty(tag, text);
    json.writeEndObject();
  }

  private void tensor(String name) {
    json.writeStartObject();
    String twin = inventory.twin(name);
    if (twin != null) {
      json.writeStringProperty("like", twin);
    }
    json.writeStringProperty("tensor", name);
    json.writeEndObject();
  }

  /** Writes where a container was written before; false if it was not. */
  private boolean again(Object container) {
    Integer number = written.get(container);
    if (number == null) {
      return false;
    }
    json.writeStartObject();
    json.writeNumberProperty("same", number);
    json.writeEndObject();
    return true;
  }

  private void id(Object container) {
    if (inventory.isShared(container)) {
      written.put(container, written.size());
      json.writeNumberProperty("id", written.size() - 1);
    }
  }

  private void elements(List<Object> elements) {
    json.writeStartArray();
    elements.forEach(this::value);
    json.writeEndArray();
  }

  private void list(ListValue list) {
    if (!inventory.isShared(list)) {
      elements(list);
    } else if (!again(list)) {
      json.writeStartObject();
      id(list);
      json.writeName("list");
      elements(list);
      json.writeEndObject();
    }
  }

  private void tuple(TupleValue tuple) {
    if (again(tuple)) {
      return;
    }
    json.writeStartObject();
    id(tuple);
    if (!tuple.names().isEmpty()) {
      json.writeStringProperty("type", tuple.typeName());
      json.writeName("names");
      json.writeStartArray();
      tuple.names().forEach(json::writeString);
      json.writeEndArray();
    }
    json.writeName(tuple.isSize() ? "size" : "tuple");
    elements(tuple);
    json.writeEndObject();
  }

  private void dict(DictValue dict) {
    if (again(dict)) {
      return;
    }
    json.writeStartObject();
    id(dict);
    json.writeName("dict");
    json.writeStartArray();
    dict.forEach((key, value) -> {
      json.writeStartArray();
      key(key);
      value(value);
      json.writeEndArray();
    });
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Keys are written in full: what is one key need not be one object. */
  private void key(Object key) {
    if (key instanceof TupleValue tuple) {
      json.writeStartObject();
      json.writeName(tuple.isSize() ? "size" : "tuple");
      json.writeStartArray();
      tuple.forEach(this::key);
      json.writeEndArray();
      json.writeEndObject();
    } else {
      value(key);
    }
  }
}
