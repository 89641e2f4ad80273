package org.gradlang.module;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that an instance has, in the order in which they came.
 *
 * <p>Instances that were given the same attributes in the same order share a shape, so that a call
 * site that knows a shape knows where an attribute is. Shapes are confined to their module type's
 * engine; what they say of an attribute never changes.
 *
 * <p>An instance with very many attributes, or one more that is unlike all others of its type, has
 * a shape of its own, which takes further attributes in. Were each step kept, n attributes would
 * take time and memory in proportion to the square of n.
 */
final class Shape {
  /** Attributes, there now or before, from which on an instance has a shape of its own. */
  private static final int MANY = 128;

  /** So many shapes are shared by the instances of a type. */
  private static final int MOST_SHARED = 2000;

  /** Of a shape that instances share, and of each of its fields. */
  private static final int BYTES = 300;

  private static final int FIELD_BYTES = 52;

  private final Map<String, Field> fields;
  private int size;
  private @Nullable List<Field> all;
  private @Nullable List<Field> parameters;
  private @Nullable List<Field> buffers;
  private @Nullable List<Field> modules;

  /** How many of the attributes are modules; negative where nobody asked. */
  private int moduleCount = -1;

  private final Map<Change, Shape> changes = new HashMap<>();

  /** How many shapes the type has, counted by all of them; null of an instance's own one. */
  private final @Nullable Counter shared;

  /** What makes another shape of this one; no kind removes the attribute. */
  private record Change(String name, @Nullable FieldKind kind) {}

  private static final class Counter {
    int count;
  }

  /** A shape without attributes. */
  Shape() {
    this(Map.of(), 0, new Counter());
  }

  private Shape(Map<String, Field> fields, int size, @Nullable Counter shared) {
    this.fields = fields;
    this.size = size;
    this.shared = shared;
  }

  private List<Field> select(Predicate<FieldKind> kinds) {
    return fields.values().stream().filter(field -> kinds.test(field.kind())).toList();
  }

  @Nullable Field find(String name) {
    return fields.get(name);
  }

  /** All attributes in order. */
  List<Field> fields() {
    List<Field> known = all;
    if (known == null) {
      known = List.copyOf(fields.values());
      all = known;
    }
    return known;
  }

  List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** How many values an instance holds. */
  int size() {
    return size;
  }

  /** Whether one instance alone has it. */
  boolean isOwn() {
    return shared == null;
  }

  List<Field> parameters() {
    List<Field> known = parameters;
    if (known == null) {
      known = select(kind -> kind == FieldKind.PARAMETER);
      parameters = known;
    }
    return known;
  }

  List<Field> buffers() {
    List<Field> known = buffers;
    if (known == null) {
      known = select(FieldKind::isBuffer);
      buffers = known;
    }
    return known;
  }

  List<Field> modules() {
    List<Field> known = modules;
    if (known == null) {
      known = select(kind -> kind == FieldKind.MODULE);
      modules = known;
    }
    return known;
  }

  /** How many modules there are: asked again and again where a list of layers grows. */
  int moduleCount() {
    if (moduleCount < 0) {
      moduleCount = modules().size();
    }
    return moduleCount;
  }

  /** The shape with that attribute, held so. One that changes its kind goes to the end. */
  Shape with(String name, FieldKind kind) {
    Field known = fields.get(name);
    if (known != null && known.kind() == kind) {
      return this;
    }
    if (isOwn() && known == null) {
      return grown(name, kind);
    }
    return next(new Change(name, kind));
  }

  /** The shape without that attribute; its place stays empty. */
  Shape without(String name) {
    return fields.containsKey(name) ? next(new Change(name, null)) : this;
  }

  /** This shape, with one more attribute: what is known of the others stays right. */
  private Shape grown(String name, FieldKind kind) {
    fields.put(name, new Field(name, size++, kind));
    all = null;
    parameters = null;
    buffers = null;
    modules = null;
    if (moduleCount >= 0 && kind == FieldKind.MODULE) {
      moduleCount++;
    }
    return this;
  }

  private Shape next(Change change) {
    Shape known = changes.get(change);
    if (known != null) {
      return known;
    }
    Counter counter = shared;
    if (counter == null) {
      return changed(change, fields, null); // nobody needs this one any more
    }
    Map<String, Field> copy = new LinkedHashMap<>(fields);
    if (size >= MANY || counter.count >= MOST_SHARED) {
      return changed(change, copy, null);
    }
    counter.count++;
    Shape made = changed(change, copy, counter);
    ValueRoom.hold(made, BYTES + FIELD_BYTES * copy.size());
    changes.put(change, made);
    return made;
  }

  private Shape changed(Change change, Map<String, Field> others, @Nullable Counter counter) {
    Field before = others.remove(change.name());
    FieldKind kind = change.kind();
    if (kind == null) {
      return new Shape(others, size, counter);
    }
    int index = before == null ? size : before.index();
    others.put(change.name(), new Field(change.name(), index, kind));
    return new Shape(others, Math.max(size, index + 1), counter);
  }
}
