package org.gradlang;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradlang.op.signature.Data;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Attributes;
import org.gradlang.value.Callable;
import org.gradlang.value.Iteration;
import org.gradlang.value.Members;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/**
 * Values of scripts as Java values: {@link HostValues} goes the other way. What does not fit is a
 * TypeError; nothing is rounded or cut to make it fit, but ints that become floats.
 */
final class JavaValues {
  private final Grad grad;

  JavaValues(Grad grad) {
    this.grad = grad;
  }

  /** The value as the Java type that is wanted. */
  @Nullable Object toJava(Object value, Type wanted) {
    return switch (wanted) {
      case Class<?> type -> ofClass(value, type);
      case ParameterizedType type -> generic(value, (Class<?>) type.getRawType(), type);
      case WildcardType type -> toJava(value, type.getUpperBounds()[0]);
      case TypeVariable<?> type -> toJava(value, type.getBounds()[0]);
      default -> throw new IllegalArgumentException("no value of a program is a " + wanted);
    };
  }

  /** An argument for a parameter of Java code; an error tells which one it is. */
  @Nullable Object argument(Object value, Type wanted, String function, String parameter) {
    try {
      return toJava(value, wanted);
    } catch (GradError e) {
      throw new GradError(e.kind(), function + "(): '" + parameter + "': " + e.message());
    }
  }

  /** What a value is in Java where nothing says more: lists and dicts are copied. */
  private @Nullable Object natural(Object value) {
    return switch (value) {
      case None _ -> null;
      case Long _, Double _, Boolean _, String _, Tensor _, DType _ -> value;
      case List<?> _ -> list(value, Object.class);
      case Map<?, ?> _ -> map(value, Object.class, Object.class);
      default -> new Value(grad, value);
    };
  }

  private @Nullable Object ofClass(Object value, Class<?> type) {
    if (type == Object.class) {
      return natural(value);
    }
    if (type == Value.class) {
      return new Value(grad, value);
    }
    if (type == void.class || type == Void.class) {
      return null;
    }
    if (type == Optional.class) {
      return Optional.ofNullable(natural(value));
    }
    if (value == None.NONE && !type.isPrimitive()) {
      return null;
    }
    Object simple = simple(value, type);
    if (simple != null) {
      return simple;
    }
    if (type.isInstance(value) && !(value instanceof Collection) && !(value instanceof Map)) {
      return value;
    }
    return compound(value, type);
  }

  private @Nullable Object simple(Object value, Class<?> type) {
    return switch (type.getName()) {
      case "long", "java.lang.Long" -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE, type);
      case "int", "java.lang.Integer" ->
          (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, type);
      case "short", "java.lang.Short" ->
          (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE, type);
      case "byte", "java.lang.Byte" -> (byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE, type);
      case "double", "java.lang.Double", "java.lang.Number" -> real(value, type);
      case "float", "java.lang.Float" -> (float) real(value, type);
      case "boolean", "java.lang.Boolean" ->
          item(value) instanceof Boolean flag ? flag : wrong(value, type);
      case "char", "java.lang.Character" ->
          value instanceof String text && text.length() == 1 ? text.charAt(0) : wrong(value, type);
      case "java.lang.CharSequence" -> value instanceof String ? value : wrong(value, type);
      case "org.gradlang.tensor.Tensor" ->
          value instanceof Long || value instanceof Double || value instanceof Boolean
              ? Data.tensor(value, null)
              : null;
      default -> null;
    };
  }

  private @Nullable Object compound(Object value, Class<?> type) {
    if (type.isArray()) {
      return array(value, type);
    }
    if (type.isEnum()) {
      return constant(value, type);
    }
    if (type.isRecord()) {
      return row(value, type);
    }
    return generic(value, type, null);
  }

  private @Nullable Object generic(
      Object value, Class<?> type, @Nullable ParameterizedType arguments) {
    if (type == Optional.class) {
      return Optional.ofNullable(value == None.NONE ? null : toJava(value, argument(arguments, 0)));
    }
    if (value == None.NONE) {
      return null;
    }
    if (type == List.class || type == Collection.class || type == Iterable.class) {
      return list(value, argument(arguments, 0));
    }
    if (type == Set.class) {
      return new LinkedHashSet<>(list(value, argument(arguments, 0)));
    }
    if (type == Map.class) {
      return map(value, argument(arguments, 0), argument(arguments, 1));
    }
    if (type.isInterface() && (value instanceof Callable || value instanceof Attributes)) {
      return ScriptProxy.of(grad, value, type);
    }
    return wrong(value, type);
  }

  private static Type argument(@Nullable ParameterizedType type, int index) {
    return type == null ? Object.class : type.getActualTypeArguments()[index];
  }

  private List<@Nullable Object> list(Object value, Type element) {
    if (!(value instanceof List) && !(value instanceof Tensor) && !Iteration.isSized(value)) {
      throw mismatch(value, "a list");
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (Object one : Iteration.list(value)) {
      list.add(toJava(one, element));
    }
    return list;
  }

  private Map<@Nullable Object, @Nullable Object> map(Object value, Type key, Type element) {
    if (!(value instanceof Map<?, ?> entries)) {
      throw mismatch(value, "a dict");
    }
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    entries.forEach((k, v) -> map.put(toJava(k, key), toJava(v, element)));
    return map;
  }

  private Object array(Object value, Class<?> type) {
    Class<?> element = type.getComponentType();
    Class<?> leaf = element;
    int dims = 1;
    while (leaf.isArray()) {
      leaf = leaf.getComponentType();
      dims++;
    }
    if (leaf.isPrimitive() && leaf != char.class) {
      Object numbers = numbers(value, leaf, dims, type);
      if (numbers.getClass() == type) {
        return numbers;
      }
    }
    List<@Nullable Object> elements = list(value, element);
    Object array = Array.newInstance(element, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Array.set(array, i, elements.get(i));
    }
    return array;
  }

  /** The elements of a tensor or of nested lists, in the dtype that holds them all. */
  private static Object numbers(Object value, Class<?> leaf, int dims, Class<?> type) {
    DType dtype =
        leaf == float.class
            ? DType.FLOAT32
            : leaf == double.class
                ? DType.FLOAT64
                : leaf == boolean.class ? DType.BOOL : DType.INT64;
    Tensor tensor =
        value instanceof Tensor given
            ? given
            : value instanceof List<?> && dims > 0 ? Data.tensor(value, null) : null;
    if (tensor == null || tensor.dim() != dims || loses(tensor.dtype(), dtype)) {
      throw mismatch(
          value,
          "a " + type.getTypeName() + (tensor == null ? "" : ", but of shape " + tensor.layout()));
    }
    return tensor.to(dtype).toArray();
  }

  private static boolean loses(DType from, DType to) {
    return to == DType.BOOL ? from != DType.BOOL : !to.isFloating() && from.isFloating();
  }

  private static Object constant(Object value, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(value)) {
        return constant;
      }
    }
    throw mismatch(value, "one of " + Arrays.toString(type.getEnumConstants()));
  }

  /** A record, of a dict with its components' names, an object with such attributes, or a tuple. */
  private Object row(Object value, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Object part = part(value, components[i].getName(), i, components.length);
      if (part == null) {
        throw mismatch(
            value, "a " + type.getSimpleName() + ": it has no '" + components[i].getName() + "'");
      }
      values[i] = toJava(part, components[i].getGenericType());
    }
    return Reflection.make(type, values);
  }

  private static @Nullable Object part(Object value, String name, int index, int count) {
    return switch (value) {
      case Map<?, ?> dict -> dict.get(name);
      case TupleValue tuple when tuple.names().isEmpty() ->
          tuple.size() == count ? tuple.get(index) : null;
      case List<?> list when !(list instanceof TupleValue) ->
          list.size() == count ? list.get(index) : null;
      default -> Members.find(value, name);
    };
  }

  /** The one number of a tensor, or the value itself. */
  private static Object item(Object value) {
    return value instanceof Tensor tensor && tensor.numel() == 1 ? tensor.item() : value;
  }

  private static long whole(Object value, long least, long most, Class<?> type) {
    if (!(item(value) instanceof Long number)) {
      throw mismatch(value, "an int");
    }
    if (number < least || number > most) {
      throw new GradError(
          ErrorKind.OVERFLOW, number + " does not fit into Java's " + type.getSimpleName());
    }
    return number;
  }

  private static double real(Object value, Class<?> type) {
    return switch (item(value)) {
      case Long number -> number;
      case Double number -> number;
      default -> throw mismatch(value, type == Number.class ? "a number" : "a float");
    };
  }

  private static Object wrong(Object value, Class<?> type) {
    throw mismatch(value, "a " + type.getSimpleName());
  }

  private static GradError mismatch(Object value, String wanted) {
    return new GradError(
        ErrorKind.TYPE, "this value is not " + wanted + " but of type " + Types.name(value));
  }
}
