package org.gradlang.module;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.op.signature.Signature;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.BoundMethod;
import org.gradlang.value.Callable;
import org.gradlang.value.DictValue;
import org.gradlang.value.Members;
import org.gradlang.value.Method;
import org.gradlang.value.Representation;
import org.jspecify.annotations.Nullable;

/**
 * {@code self._modules} and the like: a dict that shows what an instance holds, and writes through
 * to it.
 *
 * <p>What a dict can do beyond changing, this does on a copy.
 */
final class RegistryView implements Attributes, TypeNamed {
  private static final Map<String, Method> METHODS = methods();

  private final ModuleInstance module;
  private final FieldKind kind;

  RegistryView(ModuleInstance module, FieldKind kind) {
    this.module = module;
    this.kind = kind;
  }

  private record ViewMethod(Signature signature, Body body) implements Method {
    interface Body {
      Object call(RegistryView view, @Nullable Object[] arguments);
    }

    @Override
    public Object callOn(Object target, Arguments arguments) {
      Object[] values = arguments.values();
      return body.call((RegistryView) target, signature.bind(values, arguments.keywords()));
    }

    @Override
    public String name() {
      return signature.name();
    }
  }

  private static Map<String, Method> methods() {
    Map<String, Method> table = new LinkedHashMap<>();
    add(table, "__len__()", (view, a) -> (long) view.copy().size());
    add(table, "__getitem__(key: str)", (view, a) -> view.item(text(a)));
    add(table, "__setitem__(key: str, value: any)", (view, a) -> view.put(text(a), a[1]));
    add(table, "__contains__(key: any)", (view, a) -> view.copy().containsKey(value(a[0])));
    add(table, "__iter__()", (view, a) -> view.copy().keyList());
    add(table, "pop(key: str)", (view, a) -> view.pop(text(a)));
    add(table, "clear()", (view, a) -> view.clear());
    return table;
  }

  private static void add(Map<String, Method> table, String signature, ViewMethod.Body body) {
    ViewMethod method = new ViewMethod(Signature.parse(signature), body);
    table.put(method.name(), method);
  }

  private static Object value(@Nullable Object argument) {
    return argument == null ? None.NONE : argument;
  }

  private static String text(@Nullable Object[] arguments) {
    return (String) value(arguments[0]);
  }

  private List<Field> fields() {
    Shape shape = module.shape();
    return switch (kind) {
      case PARAMETER -> shape.parameters();
      case BUFFER, TRANSIENT_BUFFER -> shape.buffers();
      case MODULE -> shape.modules();
      case ATTRIBUTE, METHOD -> List.of();
    };
  }

  /** A dict of the entries as they are now. */
  DictValue copy() {
    DictValue entries = new DictValue();
    for (Field field : fields()) {
      entries.put(field.name(), module.valueOf(field));
    }
    return entries;
  }

  private Object item(String key) {
    Object found = copy().get(key);
    if (found == null) {
      throw new GradError(ErrorKind.KEY, "'" + key + "' is not registered in " + module.name());
    }
    return found;
  }

  private Object put(String key, @Nullable Object value) {
    Registry.register(module, key, kind, value(value));
    return None.NONE;
  }

  private Object pop(String key) {
    Object found = item(key);
    module.release(key);
    return found;
  }

  private Object clear() {
    for (Field field : fields()) {
      module.release(field.name());
    }
    return None.NONE;
  }

  @Override
  public @Nullable Object get(String name) {
    Method method = METHODS.get(name);
    if (method != null) {
      return new BoundMethod(this, method);
    }
    return Members.get(copy(), name) instanceof Callable callable ? callable : null;
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "the attributes of a dict cannot be assigned");
  }

  @Override
  public Collection<String> names() {
    return METHODS.keySet();
  }

  @Override
  public String typeName() {
    return "dict";
  }

  @Override
  public String toString() {
    return Representation.repr(copy());
  }
}
