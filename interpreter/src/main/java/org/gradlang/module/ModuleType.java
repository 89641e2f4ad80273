package org.gradlang.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.eval.Cell;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.resolve.Place;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.Documented;
import org.gradlang.value.ValueRoom;
import org.gradlang.value.ValueType;
import org.gradlang.value.Written;
import org.jspecify.annotations.Nullable;

/** A module: calling it runs the body for a new instance. */
public final class ModuleType implements ValueType, Attributes, TypeNamed, Documented, Written {
  /** Bytes of an attribute's place, and of a number there. */
  private static final int PLACE = 112;

  private final ScriptFunction body;
  private final Place self;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Shape empty = new Shape().with("training", FieldKind.ATTRIBUTE);

  /** {@code self} is where the body's frame holds the instance. */
  public ModuleType(ScriptFunction body, Place self) {
    this.body = body;
    this.self = self;
  }

  @Override
  public String name() {
    return body.name();
  }

  /** The body as a function of the module's parameters. */
  public ScriptFunction body() {
    return body;
  }

  @Override
  public String signature() {
    return body.signature();
  }

  @Override
  public String documentation() {
    return body.documentation();
  }

  @Override
  public String place() {
    return body.place();
  }

  @Override
  public String source() {
    return body.source();
  }

  /** The shape of an instance whose body has not run. */
  Shape emptyShape() {
    return empty;
  }

  @Override
  public boolean includes(Object value) {
    return value instanceof ModuleInstance instance && instance.type() == this;
  }

  @Override
  public Object call(Arguments arguments) {
    @Nullable Object[] locals = body.bind(arguments);
    ModuleInstance instance = new ModuleInstance(this);
    switch (self) {
      case Place.Local local -> locals[local.slot()] = instance;
      case Place.LocalCell cell -> locals[cell.slot()] = new Cell(instance);
      case Place.Captured _, Place.FileVariable _, Place.Global _, Place.Early _ ->
          throw new IllegalStateException("no place of self: " + self);
    }
    body.run(locals);
    return instance;
  }

  @Override
  public @Nullable Object get(String attribute) {
    return switch (attribute) {
      case "__name__" -> name();
      case "__doc__" -> documentation().isEmpty() ? None.NONE : documentation();
      default -> shared(attribute);
    };
  }

  /** Whether a function is written in the body of this module. */
  boolean contains(ScriptFunction function) {
    return body.code().excerpt().contains(function.code().excerpt());
  }

  /** What was assigned to the module itself, which all its instances see; or null. */
  @Nullable Object shared(String attribute) {
    return attributes.get(attribute);
  }

  @Override
  public void set(String attribute, Object value) {
    if (attribute.startsWith("__")) {
      throw new GradError(
          ErrorKind.ATTRIBUTE, "'" + attribute + "' of a module cannot be assigned");
    }
    if (attributes.put(attribute, value) == null) {
      ValueRoom.hold(attribute, PLACE);
    }
  }

  @Override
  public void remove(String attribute) {
    if (attributes.remove(attribute) == null) {
      throw new GradError(ErrorKind.ATTRIBUTE, name() + " has no attribute '" + attribute + "'");
    }
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(List.of("__name__", "__doc__"));
    names.addAll(attributes.keySet());
    return names;
  }

  @Override
  public String typeName() {
    return "type";
  }

  @Override
  public String toString() {
    return "<module '" + name() + "'>";
  }
}
