package org.gradlang.stdlib.store;

import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Makes a value again from what {@link StructureWriter} wrote of it. */
final class StructureReader {
  private static final String WHAT =
      "its structure (the metadata '" + StructureWriter.METADATA + "')";

  private final Json json;
  private final Map<String, Tensor> tensors;
  private final Set<String> used = new HashSet<>();
  private final Map<String, Tensor> twins = new HashMap<>();
  private final Map<Long, Object> shared = new HashMap<>();

  private StructureReader(Json json, Map<String, Tensor> tensors) {
    this.json = json;
    this.tensors = tensors;
  }

  /**
   * Reads a whole text.
   *
   * @param tensors those of the file, by name
   */
  static Object read(Reader text, long length, Map<String, Tensor> tensors) throws FormatException {
    return Json.read(
        text,
        WHAT,
        StructureWriter.JSON_DEPTH,
        length,
        json -> new StructureReader(json, tensors).root());
  }

  private Object root() throws FormatException {
    Object value = value(json.next());
    for (String name : tensors.keySet()) {
      if (!used.contains(name)) {
        throw new FormatException(WHAT + " does not mention the tensor '" + name + "'");
      }
    }
    return value;
  }

  private static FormatException damaged() {
    return new FormatException(WHAT + " is damaged");
  }

  private Object value(JsonToken token) throws FormatException {
    return switch (token) {
      case START_ARRAY -> elements(new ListValue());
      case START_OBJECT -> tagged();
      default -> scalar(token);
    };
  }

  private Object scalar(JsonToken token) throws FormatException {
    return switch (token) {
      case VALUE_NULL -> None.NONE;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.integer();
      case VALUE_NUMBER_FLOAT -> json.number();
      case VALUE_STRING -> json.text();
      default -> throw damaged();
    };
  }

  private ListValue elements(ListValue list) throws FormatException {
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      list.add(value(token));
    }
    return list;
  }

  /** An object of JSON, whose first name says what it stands for. */
  private Object tagged() throws FormatException {
    String tag = tag();
    @Nullable Long id = null;
    if (tag.equals("id")) {
      json.expect(JsonToken.VALUE_NUMBER_INT, WHAT + " is damaged");
      id = json.integer();
      tag = tag();
    }
    Object value =
        switch (tag) {
          case "list" -> elements(known(id, opened(new ListValue())));
          case "dict" -> dict(known(id, opened(new DictValue())));
          case "tuple" -> known(id, TupleValue.copyOf(elements(opened(new ListValue()))));
          case "size" -> known(id, size(elements(opened(new ListValue()))));
          case "type" -> known(id, named());
          default -> single(tag);
        };
    json.expect(JsonToken.END_OBJECT, WHAT + " is damaged");
    return value;
  }

  private String tag() throws FormatException {
    json.expect(JsonToken.PROPERTY_NAME, WHAT + " is damaged");
    return json.text();
  }

  /** The very container, once its array has begun. */
  private <T> T opened(T container) throws FormatException {
    json.expect(JsonToken.START_ARRAY, WHAT + " is damaged");
    return container;
  }

  private <T> T known(@Nullable Long id, T container) throws FormatException {
    if (id != null && shared.put(id, container) != null) {
      throw damaged();
    }
    return container;
  }

  private Object single(String tag) throws FormatException {
    return switch (tag) {
      case "tensor" -> tensor(string());
      case "like" -> twin();
      case "float" -> number(string());
      case "dtype" -> dtype(string());
      case "same" -> {
        json.expect(JsonToken.VALUE_NUMBER_INT, WHAT + " is damaged");
        Object known = shared.get(json.integer());
        if (known == null) {
          throw damaged();
        }
        yield known;
      }
      default -> throw damaged();
    };
  }

  private String string() throws FormatException {
    json.expect(JsonToken.VALUE_STRING, WHAT + " is damaged");
    return json.text();
  }

  private static double number(String text) throws FormatException {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw damaged();
    };
  }

  private static DType dtype(String text) throws FormatException {
    for (DType dtype : DType.values()) {
      if (dtype.text().equals(text)) {
        return dtype;
      }
    }
    throw damaged();
  }

  private Tensor tensor(String name) throws FormatException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new FormatException(WHAT + " names a tensor '" + name + "', which is not there");
    }
    used.add(name);
    return tensor;
  }

  /** A tensor of its own that has the elements of an earlier one. */
  private Tensor twin() throws FormatException {
    Tensor first = tensor(string());
    if (!tag().equals("tensor")) {
      throw damaged();
    }
    String name = string();
    Tensor tensor = tensor(name);
    if (tensor.dtype() != first.dtype() || !tensor.layout().sameSizes(first.layout())) {
      throw damaged();
    }
    return twins.computeIfAbsent(name, n -> new Tensor(first.storage(), first.layout()));
  }

  private static TupleValue size(ListValue sizes) throws FormatException {
    int[] ints = new int[sizes.size()];
    for (int i = 0; i < ints.length; i++) {
      if (!(sizes.get(i) instanceof Long size) || size < 0 || size > Integer.MAX_VALUE) {
        throw damaged();
      }
      ints[i] = size.intValue();
    }
    return TupleValue.size(ints);
  }

  private TupleValue named() throws FormatException {
    String type = string();
    List<String> names = new ArrayList<>();
    if (!tag().equals("names")) {
      throw damaged();
    }
    for (Object name : elements(opened(new ListValue()))) {
      if (!(name instanceof String text)) {
        throw damaged();
      }
      names.add(text);
    }
    if (!tag().equals("tuple")) {
      throw damaged();
    }
    ListValue values = elements(opened(new ListValue()));
    if (values.size() != names.size()) {
      throw damaged();
    }
    return TupleValue.named(type, names, values.toArray());
  }

  private DictValue dict(DictValue dict) throws FormatException {
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (token != JsonToken.START_ARRAY) {
        throw damaged();
      }
      Object key = key(json.next());
      Object value = value(json.next());
      try {
        if (dict.put(key, value) != null) {
          throw damaged();
        }
      } catch (GradError unhashable) {
        throw damaged();
      }
      json.expect(JsonToken.END_ARRAY, WHAT + " is damaged");
    }
    return dict;
  }

  private Object key(JsonToken token) throws FormatException {
    if (token != JsonToken.START_OBJECT) {
      return scalar(token);
    }
    String tag = tag();
    Object key =
        switch (tag) {
          case "tensor" -> tensor(string());
          case "like" -> twin();
          case "float" -> number(string());
          case "dtype" -> dtype(string());
          case "tuple" -> TupleValue.copyOf(keys(opened(new ListValue())));
          case "size" -> size(keys(opened(new ListValue())));
          default -> throw damaged();
        };
    json.expect(JsonToken.END_OBJECT, WHAT + " is damaged");
    return key;
  }

  private ListValue keys(ListValue keys) throws FormatException {
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      keys.add(key(token));
    }
    return keys;
  }
}
