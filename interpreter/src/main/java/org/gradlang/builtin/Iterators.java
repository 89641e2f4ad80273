package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.Equality;
import org.gradlang.value.Iteration;
import org.gradlang.value.IteratorValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** {@code iter} and {@code next}: elements that are taken one by one. */
final class Iterators {
  private Iterators() {}

  static void declare(Builtins builtins) {
    builtins.function("iter", Iterators::iter);
    builtins.function("next", Iterators::next);
  }

  private static Callable iter() {
    return Builtin.of(
        "iter(x: any, *sentinel: any)",
        "The elements of x, to be taken one by one with next(). With two arguments, what the"
            + " function x gives, call for call, until it gives the sentinel.",
        a -> iterator(value(a, 0), (List<?>) value(a, 1)));
  }

  private static Object iterator(Object source, List<?> sentinel) {
    return switch (sentinel.size()) {
      case 0 -> source instanceof IteratorValue ? source : new IteratorValue(Iteration.of(source));
      case 1 -> new IteratorValue(new Called(Calls.callable(source), sentinel.getFirst()));
      default ->
          throw new GradError(
              ErrorKind.TYPE, "iter() takes a value to iterate, or a function and its last value");
    };
  }

  private static Callable next() {
    return Builtin.of(
        "next(iterator: any, *default: any)",
        "The next element of what iter(x) gave; where none is left the default, or an IndexError.",
        a -> element(value(a, 0), (List<?>) value(a, 1)));
  }

  private static Object element(Object source, List<?> standard) {
    if (source instanceof ListValue list && list.isIterator()) {
      Object taken = list.take();
      return taken != null ? taken : atEnd(standard);
    }
    if (!(source instanceof IteratorValue iterator)) {
      throw new GradError(
              ErrorKind.TYPE, "next() takes what iter() gives, not " + Types.described(source))
          .help("next(iter(x)) is the first element of x");
    }
    Iterator<Object> elements = iterator.iterator();
    return elements.hasNext() ? elements.next() : atEnd(standard);
  }

  private static Object atEnd(List<?> standard) {
    if (!standard.isEmpty()) {
      return standard.getFirst();
    }
    throw new GradError(ErrorKind.INDEX, "the iterator has no more elements")
        .help("next(iterator, None) gives None at the end; iter(x) begins anew");
  }

  /** What a function gives until it gives a certain value. */
  private static final class Called implements Iterator<Object> {
    private final Callable function;
    private final Object last;
    private @Nullable Object ready;
    private boolean ended;

    Called(Callable function, Object last) {
      this.function = function;
      this.last = last;
    }

    @Override
    public boolean hasNext() {
      if (ready == null && !ended) {
        Object value = function.call(Arguments.NONE);
        ended = isLast(value);
        ready = ended ? null : value;
      }
      return ready != null;
    }

    /** A tensor ends nothing but where it is that tensor: its {@code ==} has many answers. */
    private boolean isLast(Object value) {
      boolean comparable =
          last != None.NONE && !(value instanceof Tensor) && !(last instanceof Tensor);
      return value == last || (comparable && Equality.equal(value, last));
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Object value = java.util.Objects.requireNonNull(ready);
      ready = null;
      return value;
    }
  }
}
