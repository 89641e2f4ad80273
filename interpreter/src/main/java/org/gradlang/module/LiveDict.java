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
 * A dict that shows what an instance holds, and writes through to it.
 *
 * <p>What a dict can do beyond changing, this does on a copy.
 */
abstract class LiveDict implements Attributes, TypeNamed {
  private static final Map<String, Method> METHODS = methods();

  /** A dict of the entries as they are now. */
  abstract DictValue copy();

  /** How many entries there are now. */
  int size() {
    return copy().size();
  }

  /** Changes an entry, or adds one. */
  abstract void put(Object key, Object value);

  /** Removes an entry that there is. */
  abstract void remove(Object key);

  private record ViewMethod(Signature signature, Body body) implements Method {
    interface Body {
      Object call(LiveDict view, @Nullable Object[] arguments);
    }

    @Override
    public Object callOn(Object target, Arguments arguments) {
      Object[] values = arguments.values();
      return body.call((LiveDict) target, signature.bind(values, arguments.keywords()));
    }

    @Override
    public String name() {
      return signature.name();
    }
  }

  private static Map<String, Method> methods() {
    Map<String, Method> table = new LinkedHashMap<>();
    add(table, "__len__()", (view, a) -> (long) view.size());
    add(table, "__getitem__(key: any)", (view, a) -> view.item(value(a[0])));
    add(table, "__setitem__(key: any, value: any)", (view, a) -> view.assign(a));
    add(table, "__contains__(key: any)", (view, a) -> view.copy().containsKey(value(a[0])));
    add(table, "__iter__()", (view, a) -> view.copy().keyList());
    add(table, "pop(key: any, *default: any)", (view, a) -> view.pop(value(a[0]), a[1]));
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

  private Object item(Object key) {
    Object found = copy().get(key);
    if (found == null) {
      throw new GradError(ErrorKind.KEY, Representation.repr(key) + " is not registered here");
    }
    return found;
  }

  private Object assign(@Nullable Object[] arguments) {
    put(value(arguments[0]), value(arguments[1]));
    return None.NONE;
  }

  private Object pop(Object key, @Nullable Object standard) {
    if (standard instanceof List<?> given && !given.isEmpty() && !copy().containsKey(key)) {
      return given.getFirst();
    }
    Object found = item(key);
    remove(key);
    return found;
  }

  private Object clear() {
    copy().keySet().forEach(this::remove);
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
