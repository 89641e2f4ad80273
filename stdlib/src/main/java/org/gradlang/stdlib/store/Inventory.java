package org.gradlang.stdlib.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Attributes;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/**
 * What there is in a value to be saved: its tensors, each with a name, and what of it is met more
 * than once. A value that cannot be saved is an error here, before anything is written.
 */
final class Inventory {
  /** How deep lists, tuples and dicts may stand in each other. */
  static final int DEEPEST = 500;

  private final Object root;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
  private final Map<Place, String> places = new LinkedHashMap<>();
  private final Map<String, String> twins = new LinkedHashMap<>();
  private final IdentityHashMap<Object, Integer> meetings = new IdentityHashMap<>();
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Which elements a tensor has. */
  private record Place(Object array, int offset, List<Integer> sizes, List<Integer> strides) {
    static Place of(Tensor tensor) {
      Object array =
          switch (tensor.dtype()) {
            case FLOAT32 -> tensor.storage().floats();
            case FLOAT64 -> tensor.storage().doubles();
            case INT64 -> tensor.storage().longs();
            case BOOL -> tensor.storage().bools();
          };
      return new Place(
          array,
          tensor.layout().offset(),
          Arrays.stream(tensor.layout().sizes()).boxed().toList(),
          Arrays.stream(tensor.layout().strides()).boxed().toList());
    }
  }

  private Inventory(Object root) {
    this.root = root;
  }

  /** Goes through a value; a TypeError or ValueError says what of it cannot be saved. */
  static Inventory of(Object value) {
    Inventory inventory = new Inventory(value);
    inventory.visit(value, "", 0);
    return inventory;
  }

  Object root() {
    return root;
  }

  /** The tensors by name, in the order in which they are met. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** What a tensor is called. */
  String name(Tensor tensor) {
    return names.getOrDefault(tensor, "");
  }

  /** The name of an earlier tensor that has the very same elements; null where there is none. */
  @Nullable String twin(String name) {
    return twins.get(name);
  }

  /** Whether a list, tuple or dict is met more than once. */
  boolean isShared(Object container) {
    return meetings.getOrDefault(container, 0) > 1;
  }

  /** Whether the value is a dict of tensors that the names alone can tell. */
  boolean isStateDict() {
    return root instanceof DictValue dict
        && twins.isEmpty()
        && dict.size() == tensors.size()
        && dict.entrySet().stream().allMatch(e -> tensors.get(e.getKey()) == e.getValue());
  }

  private void visit(Object value, String path, int depth) {
    if (depth > DEEPEST) {
      throw new GradError(
          ErrorKind.VALUE,
          "save(): " + DEEPEST + " lists and dicts inside each other are the most");
    }
    switch (value) {
      case None _, Boolean _, Long _, Double _, String _, DType _ -> {}
      case Tensor tensor -> enter(tensor, path);
      case ListValue list -> visitAll(list, list, path, depth);
      case TupleValue tuple -> visitTuple(tuple, path, depth);
      case DictValue dict -> visitDict(dict, path, depth);
      default -> throw refused(value, path);
    }
  }

  private boolean isFirstMeeting(Object container) {
    return meetings.merge(container, 1, Integer::sum) == 1;
  }

  private void visitAll(Object container, List<Object> elements, String path, int depth) {
    if (isFirstMeeting(container)) {
      int i = 0;
      for (Object element : elements) {
        visit(element, join(path, Integer.toString(i++)), depth + 1);
      }
    }
  }

  private void visitTuple(TupleValue tuple, String path, int depth) {
    if (tuple.isEmpty()) {
      return; // one object that everybody has
    }
    if (!open.add(tuple)) {
      throw new GradError(ErrorKind.VALUE, "save(): " + where(path) + "a tuple contains itself");
    }
    visitAll(tuple, tuple, path, depth);
    open.remove(tuple);
  }

  private void visitDict(DictValue dict, String path, int depth) {
    if (isFirstMeeting(dict)) {
      dict.forEach((key, value) -> {
        visitKey(key, path, depth);
        visit(value, join(path, key instanceof String text ? text : key.toString()), depth + 1);
      });
    }
  }

  private void visitKey(Object key, String path, int depth) {
    if (key instanceof TupleValue tuple) {
      tuple.forEach(element -> visitKey(element, path, depth + 1));
    } else if (key instanceof ListValue || key instanceof DictValue) {
      throw refused(key, path);
    } else {
      visit(key, join(path, "key"), depth);
    }
  }

  private void enter(Tensor tensor, String path) {
    if (names.containsKey(tensor)) {
      return;
    }
    String name = unique(path);
    names.put(tensor, name);
    tensors.put(name, tensor);
    String twin = places.putIfAbsent(Place.of(tensor), name);
    if (twin != null) {
      twins.put(name, twin);
    }
  }

  /** A name that no tensor has yet, and that UTF-8 can write. */
  private String unique(String path) {
    String wished = path.isEmpty() ? "tensor" : path.replaceAll("\\p{Cs}", "?");
    String name = wished;
    for (int i = 2; tensors.containsKey(name) || name.equals(SafetensorsHeader.METADATA); i++) {
      name = wished + "#" + i;
    }
    return name;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String where(String path) {
    return path.isEmpty() ? "" : "at '" + path + "': ";
  }

  private static GradError refused(Object value, String path) {
    GradError error =
        new GradError(
            ErrorKind.TYPE,
            "save(): "
                + where(path)
                + "tensors and plain data can be saved, and this is "
                + Types.described(value));
    if (value instanceof Attributes object && object.get("state_dict") != null) {
      return error
          .help("save its state: save(x.state_dict(), path)")
          .help("to load it, make the object anew and call x.load_state_dict(load(path))");
    }
    return error.help("plain data are None, bools, numbers, texts, lists, tuples and dicts");
  }
}
