package org.gradlang;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Attributes;
import org.gradlang.value.Callable;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.RangeValue;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/**
 * Java values as values of scripts: {@link JavaValues} goes the other way. Collections are copied,
 * so that neither side sees later changes of the other's.
 */
final class HostValues {
  /** What a function is called that has no name. */
  private static final String DEFAULT_NAME = "function";

  /** Collections inside each other: more are taken for one that contains itself. */
  private static final int DEEPEST = 200;

  private final Grad grad;
  private int depth;

  HostValues(Grad grad) {
    this.grad = grad;
  }

  /** The value that a script sees; what it would not understand is an IllegalArgumentException. */
  Object toScript(@Nullable Object value) {
    return toScript(value, DEFAULT_NAME);
  }

  /** The same for a variable, whose name a function takes. */
  Object toScript(@Nullable Object value, String name) {
    return switch (value) {
      case null -> None.NONE;
      case Value known -> known.content();
      case Frozen data -> data.thawed();
      case Long _, Double _, Boolean _, String _, None _, Tensor _, DType _ -> value;
      case ListValue _, TupleValue _, DictValue _, RangeValue _ -> value;
      case Callable _, Attributes _ -> value;
      case Number number -> number(number);
      case Character letter -> letter.toString();
      case CharSequence text -> text.toString();
      case Enum<?> constant -> constant.name();
      case Optional<?> perhaps -> toScript(perhaps.orElse(null));
      case Map<?, ?> map -> nested(() -> dict(map));
      case Iterable<?> elements -> nested(() -> list(elements));
      case Record row -> nested(() -> tuple(row));
      case Object[] array when !isNumeric(array.getClass()) ->
          nested(() -> list(List.of(boxed(array))));
      default -> value.getClass().isArray() ? tensor(value) : function(value, name);
    };
  }

  private static Object number(Number number) {
    return switch (number) {
      case Integer _, Short _, Byte _ -> number.longValue();
      case Float _ -> number.doubleValue();
      case BigInteger big when big.bitLength() < Long.SIZE -> big.longValue();
      default -> throw unusable(number);
    };
  }

  /** Whether an array holds primitives, at whatever depth. */
  private static boolean isNumeric(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.isPrimitive();
  }

  private Object[] boxed(Object[] array) {
    Object[] values = new Object[array.length];
    for (int i = 0; i < array.length; i++) {
      values[i] = toScript(array[i]);
    }
    return values;
  }

  private static Tensor tensor(Object array) {
    if (!isNumeric(array.getClass()) || array.getClass().getTypeName().startsWith("char")) {
      throw unusable(array);
    }
    return Tensor.of(array);
  }

  private ListValue list(Iterable<?> elements) {
    ListValue list = new ListValue();
    elements.forEach(element -> list.add(toScript(element)));
    return list;
  }

  private DictValue dict(Map<?, ?> entries) {
    DictValue dict = new DictValue();
    entries.forEach((key, value) -> dict.put(toScript(key), toScript(value)));
    return dict;
  }

  /** Copies of what contains itself would have no end. */
  private <T> T nested(Supplier<T> copy) {
    if (depth == DEEPEST) {
      throw new IllegalArgumentException(
          "a program cannot use a collection that contains itself, or more than "
              + DEEPEST
              + " inside each other");
    }
    depth++;
    try {
      return copy.get();
    } finally {
      depth--;
    }
  }

  private TupleValue tuple(Record row) {
    List<String> names = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      names.add(component.getName());
      values.add(toScript(Reflection.read(component, row)));
    }
    return TupleValue.named(row.getClass().getSimpleName(), names, values.toArray());
  }

  /** A lambda or another object of one functional interface. */
  private Callable function(Object value, String name) {
    Class<?> type = Reflection.functionalInterface(value.getClass());
    if (type == null) {
      throw unusable(value);
    }
    return HostMethod.named(grad, name, type, value);
  }

  private static IllegalArgumentException unusable(Object value) {
    return new IllegalArgumentException(
        "a program cannot use a "
            + value.getClass().getTypeName()
            + ": give it numbers, texts, tensors, lists, maps, arrays, records or functions, or"
            + " export its methods with @Export");
  }
}
