package org.gradlang.value;

import java.util.Iterator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** {@code item in container}. */
public final class Membership {
  private Membership() {}

  public static boolean contains(Object container, Object item) {
    return switch (container) {
      case DictValue dict -> dict.containsKey(item);
      case String text -> containsText(text, item);
      case RangeValue range -> containsNumber(range, item);
      case Tensor tensor -> TensorValues.contains(tensor, item);
      default -> containsElement(container, item);
    };
  }

  private static boolean containsText(String text, Object item) {
    if (item instanceof String part) {
      return new TextSearch(part).first(text, 0) >= 0;
    }
    throw new GradError(
        ErrorKind.TYPE, "'in' of a str looks for a str, not " + Types.described(item));
  }

  private static boolean containsNumber(RangeValue range, Object item) {
    return switch (item) {
      case Long number -> range.contains(number);
      case Boolean flag -> range.contains(flag ? 1 : 0);
      case Double number -> number == Math.rint(number) && range.contains(number.longValue());
      default -> false;
    };
  }

  private static boolean containsElement(Object container, Object item) {
    Callable method = Protocol.method(container, "__contains__");
    if (method != null) {
      return Truth.of(method.call(Arguments.of(item)));
    }
    Iterator<Object> elements = iterator(container);
    while (elements.hasNext()) {
      if (Equality.same(elements.next(), item)) {
        return true;
      }
    }
    return false;
  }

  private static Iterator<Object> iterator(Object container) {
    if (!Iteration.isIterable(container)) {
      throw new GradError(ErrorKind.TYPE, "'in' does not look into " + Types.described(container));
    }
    return Iteration.of(container);
  }
}
