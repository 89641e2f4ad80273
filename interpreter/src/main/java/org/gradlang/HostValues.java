package org.gradlang;

import java.util.List;
import java.util.Map;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Attributes;
import org.gradlang.value.Callable;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.RangeValue;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** Java values as values of scripts. */
final class HostValues {
  private HostValues() {}

  /** The value that a script sees; what it would not understand is an IllegalArgumentException. */
  static Object toScript(@Nullable Object value) {
    return switch (value) {
      case null -> None.NONE;
      case Value known -> known.content();
      case Long _, Double _, Boolean _, String _, None _, Tensor _, DType _ -> value;
      case ListValue _, TupleValue _, DictValue _, RangeValue _, Callable _, Attributes _ -> value;
      case Integer number -> (long) number;
      case Short number -> (long) number;
      case Byte number -> (long) number;
      case Float number -> (double) number;
      case Character letter -> letter.toString();
      case float[] numbers -> tensor(Storage.of(numbers.clone()), numbers.length);
      case double[] numbers -> tensor(Storage.of(numbers.clone()), numbers.length);
      case long[] numbers -> tensor(Storage.of(numbers.clone()), numbers.length);
      case List<?> list -> list(list);
      case Map<?, ?> map -> dict(map);
      default ->
          throw new IllegalArgumentException(
              "a program cannot use a " + value.getClass().getName());
    };
  }

  private static Tensor tensor(Storage storage, int length) {
    return new Tensor(storage, Layout.contiguous(length));
  }

  private static ListValue list(List<?> elements) {
    ListValue list = new ListValue();
    elements.forEach(element -> list.add(toScript(element)));
    return list;
  }

  private static DictValue dict(Map<?, ?> entries) {
    DictValue dict = new DictValue();
    entries.forEach((key, value) -> dict.put(toScript(key), toScript(value)));
    return dict;
  }
}
