package org.gradlang.builtin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;
import org.gradlang.value.Sorting;
import org.gradlang.value.Truth;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** Functions on what can be iterated. Those that go through one by one give lazy lists. */
final class Sequences {
  private Sequences() {}

  static void declare(Builtins builtins) {
    builtins.function("len", Sequences::len);
    builtins.function("enumerate", Sequences::enumerate);
    builtins.function("zip", Sequences::zip);
    builtins.function("map", Sequences::map);
    builtins.function("filter", Sequences::filter);
    builtins.function("sorted", Sequences::sorted);
    builtins.function("reversed", Sequences::reversed);
    builtins.function("any", Sequences::any);
    builtins.function("all", Sequences::all);
  }

  private static Callable len() {
    return Builtin.of(
        "len(x: any)",
        "The number of elements; of a tensor, the size of its first dimension.",
        a -> Iteration.length(value(a, 0)));
  }

  private static Callable enumerate() {
    return Builtin.of(
        "enumerate(iterable: any, start: int = 0)",
        "Pairs (i, x) of a running number and each element.",
        a -> enumerated(Iteration.of(value(a, 0)), (Long) value(a, 1)));
  }

  private static ListValue enumerated(Iterator<Object> elements, long start) {
    return ListValue.lazily(
        new ClosingIterator() {
          private long next = start;

          @Override
          public boolean hasNext() {
            return elements.hasNext();
          }

          @Override
          public Object next() {
            return TupleValue.of(next++, elements.next());
          }

          @Override
          public void close() {
            ClosingIterator.close(elements);
          }
        });
  }

  private static Callable zip() {
    return Builtin.of(
        "zip(*iterables: any, strict: bool = False)",
        "Tuples of the first elements, the second ones, and so on, as long as all have one.",
        a -> ListValue.lazily(new Zipped(iterators((List<?>) value(a, 0)), (Boolean) value(a, 1))));
  }

  private static List<Iterator<Object>> iterators(List<?> iterables) {
    List<Iterator<Object>> iterators = new ArrayList<>(iterables.size());
    iterables.forEach(iterable -> iterators.add(Iteration.of(iterable)));
    return iterators;
  }

  private static Callable map() {
    return Builtin.of(
        "map(function: fn, *iterables: any)",
        "What a function gives for each element, or for the elements of several side by side.",
        a -> mapped(Calls.callable(value(a, 0)), (List<?>) value(a, 1)));
  }

  private static ListValue mapped(Callable function, List<?> iterables) {
    if (iterables.isEmpty()) {
      throw new GradError(ErrorKind.TYPE, "map() needs something to iterate behind the function");
    }
    if (iterables.size() == 1) {
      Iterator<Object> elements = Iteration.of(iterables.getFirst());
      return lazily(elements, element -> function.call(Arguments.of(element)));
    }
    Iterator<Object> tuples = new Zipped(iterators(iterables), false);
    return lazily(tuples, tuple -> function.call(Arguments.spreading((TupleValue) tuple)));
  }

  private static ListValue lazily(Iterator<Object> elements, Function<Object, Object> function) {
    return ListValue.lazily(
        new ClosingIterator() {
          @Override
          public boolean hasNext() {
            return elements.hasNext();
          }

          @Override
          public Object next() {
            return function.apply(elements.next());
          }

          @Override
          public void close() {
            ClosingIterator.close(elements);
          }
        });
  }

  private static Callable filter() {
    return Builtin.of(
        "filter(function: fn?, iterable: any)",
        "The elements for which a function is true, or with None those that are true.",
        a -> filtered(a[0], Iteration.of(value(a, 1))));
  }

  private static ListValue filtered(@Nullable Object function, Iterator<Object> elements) {
    Callable test = function == null ? null : Calls.callable(function);
    return ListValue.lazily(new Filtered(elements, test));
  }

  private static Callable sorted() {
    return Builtin.of(
        "sorted(iterable: any, *, key: fn? = None, reverse: bool = False)",
        "A new list of the elements in order; those that are equal keep theirs.",
        Sequences::sort);
  }

  private static Object sort(@Nullable Object[] arguments) {
    ListValue list = Iteration.list(value(arguments, 0));
    Object key = arguments[1];
    Sorting.sort(list, key == null ? null : Calls.callable(key), (Boolean) value(arguments, 2));
    return list;
  }

  private static Callable reversed() {
    return Builtin.of(
        "reversed(sequence: any)",
        "A list of the elements from the last to the first.",
        a -> {
          ListValue list = Iteration.list(value(a, 0));
          list.reverse();
          return list;
        });
  }

  private static Callable any() {
    return TensorDispatch.of(
        "any",
        Builtin.of(
            "any(iterable: any)",
            "Whether any element is true; stops at the first that is.",
            a -> holds(Iteration.of(value(a, 0)), true)));
  }

  private static Callable all() {
    return TensorDispatch.of(
        "all",
        Builtin.of(
            "all(iterable: any)",
            "Whether all elements are true; stops at the first that is not.",
            a -> !holds(Iteration.of(value(a, 0)), false)));
  }

  /** Whether there is an element of that truth. */
  private static boolean holds(Iterator<Object> elements, boolean truth) {
    while (elements.hasNext()) {
      if (Truth.of(elements.next()) == truth) {
        return true;
      }
    }
    return false;
  }

  /** A bound argument; None where it was bound so. */
  static Object value(@Nullable Object[] arguments, int index) {
    Object value = arguments[index];
    return value == null ? None.NONE : value;
  }
}
