package org.gradlang.builtin;

import java.util.Iterator;
import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.Iteration;
import org.gradlang.value.Ordering;
import org.jspecify.annotations.Nullable;

/** {@code min} and {@code max}. */
final class Extremes {
  private final String name;
  private final boolean largest;
  private @Nullable Callable key;
  private @Nullable Object standard;

  private Extremes(String name, boolean largest) {
    this.name = name;
    this.largest = largest;
  }

  static Callable of(String name, String what, boolean largest) {
    return TensorDispatch.of(
        name,
        Builtin.unbound(
            name,
            name + "(*values, key=None, default)",
            "The "
                + what
                + " of several values, or of the elements of one. It is the first among equals; `key`"
                + " gives what to compare, `default` the value for no elements.",
            arguments -> new Extremes(name, largest).find(arguments)));
  }

  private Object find(Arguments arguments) {
    readKeywords(arguments);
    Object[] values = arguments.positionalValues();
    if (values.length == 0) {
      throw new GradError(ErrorKind.TYPE, name + "() needs at least one argument, but got none");
    }
    if (values.length > 1 && standard != null) {
      throw new GradError(ErrorKind.TYPE, name + "() takes a default only with one argument");
    }
    Iterator<Object> elements =
        values.length == 1
            ? Iteration.of(values[0])
            : List.of(values).subList(0, arguments.positional()).iterator();
    return elements.hasNext() ? best(elements) : none();
  }

  private void readKeywords(Arguments arguments) {
    for (int i = 0; i < arguments.keywords().length; i++) {
      Object value = arguments.keywordValue(i);
      switch (arguments.keywords()[i]) {
        case "key" -> key = value == None.NONE ? null : Calls.callable(value);
        case "default" -> standard = value;
        default ->
            throw new GradError(
                    ErrorKind.TYPE, name + "() has no parameter '" + arguments.keywords()[i] + "'")
                .help("its parameters are: key, default");
      }
    }
  }

  private Object best(Iterator<Object> elements) {
    Object best = elements.next();
    Object bestKey = keyOf(best);
    while (elements.hasNext()) {
      Object element = elements.next();
      Object elementKey = keyOf(element);
      boolean better =
          largest ? Ordering.less(bestKey, elementKey) : Ordering.less(elementKey, bestKey);
      if (better) {
        best = element;
        bestKey = elementKey;
      }
    }
    return best;
  }

  private Object keyOf(Object element) {
    return key == null ? element : key.call(Arguments.of(element));
  }

  private Object none() {
    if (standard == null) {
      throw new GradError(ErrorKind.VALUE, name + "() of no elements")
          .help("give it a default: " + name + "(xs, default=0)");
    }
    return standard;
  }
}
