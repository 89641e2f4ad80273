package org.gradlang.value.method;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.ListValue;
import org.gradlang.value.Sorting;
import org.jspecify.annotations.Nullable;

/** Methods of lists. */
final class ListMethods {
  private ListMethods() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.doing(
            "append(self: any, value: any)", "Adds a value at the end.", ListMethods::append),
        Builtin.doing(
            "extend(self: any, values: any)",
            "Adds all elements of anything that can be iterated.",
            a -> list(a).extend(Found.value(a, 1))),
        Builtin.doing(
            "insert(self: any, index: int, value: any)",
            "Puts a value before the one at an index.",
            ListMethods::insert),
        Builtin.of(
            "pop(self: any, index: int = -1)",
            "Removes the value at an index, the last one if none is given, and gives it.",
            ListMethods::pop),
        Builtin.doing(
            "remove(self: any, value: any)",
            "Removes the first element that equals a value.",
            a -> list(a).remove((int) Found.index(list(a), Found.value(a, 1)))),
        Builtin.of(
            "index(self: any, value: any, start: int = 0, stop: int = 9223372036854775807)",
            "The index of the first element that equals a value.",
            Found::index),
        Builtin.of(
            "count(self: any, value: any)", "How many elements equal a value.", Found::count),
        Builtin.doing("reverse(self: any)", "Turns the order around.", a -> list(a).reverse()),
        Builtin.doing(
            "sort(self: any, *, key: fn? = None, reverse: bool = False)",
            "Sorts in place; elements that are equal keep their order.",
            ListMethods::sort),
        Builtin.of("copy(self: any)", "A new list of the elements.", a -> new ListValue(list(a))),
        Builtin.doing("clear(self: any)", "Removes all elements.", a -> list(a).clear()));
  }

  private static ListValue list(@Nullable Object[] arguments) {
    return (ListValue) Found.value(arguments, 0);
  }

  private static void append(@Nullable Object[] arguments) {
    list(arguments).add(Found.value(arguments, 1));
  }

  private static void insert(@Nullable Object[] arguments) {
    ListValue list = list(arguments);
    long index = (Long) Found.value(arguments, 1);
    long place = index < 0 ? index + list.size() : index;
    list.add(Math.clamp(place, 0, list.size()), Found.value(arguments, 2));
  }

  private static Object pop(@Nullable Object[] arguments) {
    ListValue list = list(arguments);
    long index = (Long) Found.value(arguments, 1);
    if (list.isEmpty()) {
      throw new GradError(ErrorKind.INDEX, "pop() of an empty list");
    }
    long place = index < 0 ? index + list.size() : index;
    if (place < 0 || place >= list.size()) {
      throw new GradError(
          ErrorKind.INDEX, "pop(" + index + ") is outside a list of " + list.size());
    }
    return list.remove((int) place);
  }

  private static void sort(@Nullable Object[] arguments) {
    Object key = arguments[1];
    Callable function = key == null ? null : Calls.callable(key);
    Sorting.sort(list(arguments), function, (Boolean) Found.value(arguments, 2));
  }
}
