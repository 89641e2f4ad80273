package org.gradlang.module;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gradlang.autograd.Graph;
import org.gradlang.eval.Cell;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.BoundMethod;
import org.gradlang.value.Callable;
import org.gradlang.value.Method;
import org.gradlang.value.Typed;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a module: its attributes, its hooks, and what every instance can do.
 *
 * <p>An instance whose body sets {@code self.__plain__ = True} is an object like any other: it is
 * no layer, is not registered where it is assigned, and is not visited.
 */
public final class ModuleInstance implements Callable, Attributes, Typed, TypeNamed {
  /** Bytes of an instance itself. */
  private static final int BYTES = 120;

  /** Bytes of a place and of a number in it. */
  private static final int PLACE = 28;

  /** Bytes of an attribute, with its name, that no other instance has. */
  private static final int OWN = 120;

  private ModuleType type;
  private Shape shape;
  private @Nullable Object[] values;
  private boolean plain;
  private @Nullable ModuleHooks hooks;
  private @Nullable ScriptFunction forward;
  private Map<String, Property> properties = Map.of();
  private Title title = Title.ofRoot(Context.current().origin());

  /** An attribute that is computed: {@code get(instance)}, {@code set(instance, value)}. */
  record Property(Callable get, Callable set) {}

  ModuleInstance(ModuleType type) {
    this.type = type;
    this.shape = type.emptyShape();
    this.values = new @Nullable Object[8];
    this.values[0] = true; // training
    countPlaces();
  }

  @Override
  public ModuleType type() {
    return type;
  }

  Shape shape() {
    return shape;
  }

  @SuppressWarnings("NullAway") // every place of a shape is filled
  Object valueAt(int index) {
    return values[index];
  }

  void setAt(int index, Object value) {
    values[index] = value;
  }

  Object valueOf(Field field) {
    return valueAt(field.index());
  }

  /** Whether this is a layer, as opposed to an optimizer or a loader. */
  boolean isLayer() {
    return !plain;
  }

  /** Makes a function of the body a method. */
  public void defineMethod(String name, Object function) {
    hold(name, FieldKind.METHOD, function);
  }

  /** Holds a value under a name, whatever was there. */
  void hold(String name, FieldKind kind, Object value) {
    shape = shape.with(name, kind);
    if (values.length < shape.size()) {
      values = Arrays.copyOf(values, shape.size() * 2);
      countPlaces();
    }
    Field field = Objects.requireNonNull(shape.find(name));
    values[field.index()] = value;
    entitle(name, kind, value);
    noticeSpecial(name, value);
  }

  /** Counts what this takes: its values stand for it, and come anew when there are more. */
  private void countPlaces() {
    ValueRoom.hold(values, BYTES + values.length * (shape.isOwn() ? PLACE + OWN : PLACE));
  }

  /** Lets a parameter or a child know what it is called here. */
  private void entitle(String name, FieldKind kind, Object value) {
    if (kind == FieldKind.PARAMETER && value instanceof Tensor parameter) {
      Graph.entitle(parameter, () -> title.of(name));
    } else if (kind == FieldKind.MODULE && value instanceof ModuleInstance child) {
      child.title = Title.ofChild(this, name);
    }
  }

  Title title() {
    return title;
  }

  /**
   * Becomes another instance, with its module, attributes and methods, and keeps its own hooks.
   * What the other held, both hold; its methods see this as self.
   */
  void become(ModuleInstance other) {
    Cell self = new Cell(this);
    type = other.type;
    shape = type.emptyShape();
    values = new @Nullable Object[] {other.values[0]};
    forward = null;
    plain = false;
    properties = other.properties;
    for (Field field : other.shape.fields()) {
      Object value = other.valueOf(field);
      boolean method = field.kind() == FieldKind.METHOD;
      if (method && value instanceof ScriptFunction function) {
        value = function.withCaptured(cell -> cell.value == other ? self : cell);
      }
      hold(field.name(), field.kind(), value);
    }
  }

  /** Makes an attribute that is computed, where there is none of that name. */
  void defineProperty(String name, Property property) {
    Map<String, Property> all = new LinkedHashMap<>(properties);
    all.put(name, property);
    properties = all;
  }

  boolean hasProperties() {
    return !properties.isEmpty();
  }

  Map<String, Property> properties() {
    return properties;
  }

  /** Removes what was registered under a name. */
  void release(String name) {
    shape = shape.without(name);
    noticeSpecial(name, false);
  }

  /** Whether an instance wants to know of a name's value. */
  static boolean isSpecial(String name) {
    return name.equals("forward") || name.equals("__plain__");
  }

  private void noticeSpecial(String name, Object value) {
    if (name.equals("forward")) {
      forward = value instanceof ScriptFunction function ? function : null;
    } else if (name.equals("__plain__")) {
      plain = Boolean.TRUE.equals(value);
    }
  }

  /** The function that a call of this runs, where nothing stands between; else null. */
  public @Nullable ScriptFunction plainForward() {
    return hooks == null ? forward : null;
  }

  boolean hasHooks() {
    return hooks != null;
  }

  /** The hooks of this instance, which begin to exist when they are asked for. */
  ModuleHooks hooks() {
    ModuleHooks known = hooks;
    if (known == null) {
      known = new ModuleHooks();
      hooks = known;
    }
    return known;
  }

  @Override
  public Object call(Arguments arguments) {
    ScriptFunction function = plainForward();
    if (function != null) {
      return function.call(arguments);
    }
    ModuleHooks known = hooks;
    return known == null ? callForward(arguments) : known.call(this, arguments);
  }

  /** Calls {@code forward} without hooks. */
  Object callForward(Arguments arguments) {
    return Forward.of(this).call(arguments);
  }

  @Override
  public String name() {
    return type.name();
  }

  @Override
  public @Nullable Object get(String attribute) {
    Field field = shape.find(attribute);
    if (field != null) {
      return valueOf(field);
    }
    Property property = properties.get(attribute);
    if (property != null) {
      return property.get().call(Arguments.of(this));
    }
    Object shared = type.shared(attribute);
    if (shared != null) {
      return shared;
    }
    Method method = ModuleMethods.find(attribute);
    return method != null ? new BoundMethod(this, method) : Registry.special(this, attribute);
  }

  @Override
  public void set(String attribute, Object value) {
    Property property = properties.get(attribute);
    if (property != null) {
      property.set().call(Arguments.of(this, value));
    } else {
      Registry.assign(this, attribute, value);
    }
  }

  @Override
  public void remove(String attribute) {
    if (properties.containsKey(attribute)) {
      Map<String, Property> rest = new LinkedHashMap<>(properties);
      rest.remove(attribute);
      properties = rest;
      return;
    }
    Field field = shape.find(attribute);
    if (field == null || field.kind() == FieldKind.METHOD) {
      throw new GradError(
          ErrorKind.ATTRIBUTE, name() + " has no '" + attribute + "' that can be deleted");
    }
    release(attribute);
  }

  @Override
  public Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(shape.names());
    names.addAll(properties.keySet());
    names.addAll(type.names());
    names.addAll(ModuleMethods.names());
    return names;
  }

  @Override
  public String typeName() {
    return type.name();
  }

  @Override
  public String toString() {
    return Printing.text(this);
  }
}
