package org.gradlang.module;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that an instance has, in the order in which they came.
 *
 * <p>Instances that were given the same attributes in the same order share a shape, so that a call
 * site that knows a shape knows where an attribute is. Shapes are confined to their module type's
 * engine; what they say never changes.
 */
final class Shape {
  private final Map<String, Field> fields;
  private final int size;
  private final List<Field> parameters;
  private final List<Field> buffers;
  private final List<Field> modules;
  private final Map<Change, Shape> changes = new HashMap<>();

  /** What makes another shape of this one; no kind removes the attribute. */
  private record Change(String name, @Nullable FieldKind kind) {}

  /** A shape without attributes. */
  Shape() {
    this(Map.of(), 0);
  }

  private Shape(Map<String, Field> fields, int size) {
    this.fields = fields;
    this.size = size;
    this.parameters = select(kind -> kind == FieldKind.PARAMETER);
    this.buffers = select(FieldKind::isBuffer);
    this.modules = select(kind -> kind == FieldKind.MODULE);
  }

  private List<Field> select(Predicate<FieldKind> kinds) {
    return fields.values().stream().filter(field -> kinds.test(field.kind())).toList();
  }

  @Nullable Field find(String name) {
    return fields.get(name);
  }

  /** All attributes in order. */
  Iterable<Field> fields() {
    return fields.values();
  }

  List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** How many values an instance holds. */
  int size() {
    return size;
  }

  List<Field> parameters() {
    return parameters;
  }

  List<Field> buffers() {
    return buffers;
  }

  List<Field> modules() {
    return modules;
  }

  /** The shape with that attribute, held so. One that changes its kind goes to the end. */
  Shape with(String name, FieldKind kind) {
    Field known = fields.get(name);
    return known != null && known.kind() == kind
        ? this
        : changes.computeIfAbsent(new Change(name, kind), this::changed);
  }

  /** The shape without that attribute; its place stays empty. */
  Shape without(String name) {
    return fields.containsKey(name)
        ? changes.computeIfAbsent(new Change(name, null), this::changed)
        : this;
  }

  private Shape changed(Change change) {
    Map<String, Field> others = new LinkedHashMap<>(fields);
    Field before = others.remove(change.name());
    FieldKind kind = change.kind();
    if (kind == null) {
      return new Shape(others, size);
    }
    int index = before == null ? size : before.index();
    others.put(change.name(), new Field(change.name(), index, kind));
    return new Shape(others, Math.max(size, index + 1));
  }
}
