package org.gradlang.value.method;

import java.util.List;
import java.util.Map;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.DictMaker;
import org.gradlang.value.DictValue;
import org.gradlang.value.Indexing;
import org.gradlang.value.ListValue;
import org.gradlang.value.Method;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** Methods of dicts. */
final class DictMethods {
  private DictMethods() {}

  static List<Method> all() {
    return List.of(
        Builtin.of(
            "get(self: any, key: any, default: any = None)",
            "The value of a key, or the default where there is none.",
            a -> orElse(dict(a).get(Found.value(a, 1)), Found.value(a, 2))),
        Builtin.of("keys(self: any)", "A list of the keys.", a -> dict(a).keyList()),
        Builtin.of("values(self: any)", "A list of the values.", a -> dict(a).valueList()),
        Builtin.of("items(self: any)", "A list of pairs (key, value).", a -> items(dict(a))),
        Builtin.of(
            "pop(self: any, key: any, *default: any)",
            "Removes a key and gives its value, or the default where there is none.",
            DictMethods::pop),
        Builtin.of(
            "popitem(self: any)", "Removes the last entry and gives it.", DictMethods::popItem),
        Builtin.of(
            "setdefault(self: any, key: any, default: any = None)",
            "The value of a key, which becomes the default where there is none.",
            DictMethods::setDefault),
        DictMaker.updateMethod(),
        Builtin.of("copy(self: any)", "A new dict of the entries.", a -> new DictValue(dict(a))),
        Builtin.doing("clear(self: any)", "Removes all entries.", a -> dict(a).clear()));
  }

  private static DictValue dict(@Nullable Object[] arguments) {
    return (DictValue) Found.value(arguments, 0);
  }

  private static Object orElse(@Nullable Object value, Object standard) {
    return value == null ? standard : value;
  }

  private static ListValue items(DictValue dict) {
    ListValue items = ListValue.withCapacity(dict.size());
    for (Map.Entry<Object, Object> entry : dict.entrySet()) {
      items.add(TupleValue.of(entry.getKey(), entry.getValue()));
    }
    return items;
  }

  private static Object pop(@Nullable Object[] arguments) {
    DictValue dict = dict(arguments);
    Object key = Found.value(arguments, 1);
    List<?> standard = (List<?>) Found.value(arguments, 2);
    if (standard.size() > 1) {
      throw new GradError(ErrorKind.TYPE, "pop() takes a key and one default");
    }
    Object removed = dict.remove(key);
    if (removed != null) {
      return removed;
    }
    if (standard.isEmpty()) {
      throw Indexing.missing(dict, key).help("give pop() a default: pop(key, None)");
    }
    return standard.getFirst();
  }

  private static Object popItem(@Nullable Object[] arguments) {
    Map.Entry<Object, Object> last = dict(arguments).pollLast();
    if (last == null) {
      throw new GradError(ErrorKind.KEY, "popitem() of an empty dict");
    }
    return TupleValue.of(last.getKey(), last.getValue());
  }

  private static Object setDefault(@Nullable Object[] arguments) {
    DictValue dict = dict(arguments);
    Object key = Found.value(arguments, 1);
    Object value = dict.get(key);
    if (value == null) {
      value = Found.value(arguments, 2);
      dict.put(key, value);
    }
    return value;
  }
}
