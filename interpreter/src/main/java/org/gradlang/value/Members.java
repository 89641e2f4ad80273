package org.gradlang.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.method.MethodTables;
import org.jspecify.annotations.Nullable;

/** {@code x.name} of any value. */
public final class Members {
  private Members() {}

  /** {@code target.name}; an AttributeError where there is none. */
  public static Object get(Object target, String name) {
    Object found = find(target, name);
    if (found == null) {
      throw missing(target, name);
    }
    return found;
  }

  /** {@code target.name}, or null where there is none. */
  public static @Nullable Object find(Object target, String name) {
    if (target instanceof Attributes object) {
      Object value = object.get(name);
      return value != null ? value : common(target, name);
    }
    if (target instanceof Tensor tensor) { // first, as most of its names are of operations
      Object value = TensorAttributes.get(tensor, name);
      if (value != null) {
        return value;
      }
    }
    Method method = method(target.getClass(), name);
    if (method != null) {
      return new BoundMethod(target, method);
    }
    Object value =
        switch (target) {
          case TupleValue tuple -> named(tuple, name);
          case RangeValue range -> part(range, name);
          case SliceValue slice -> part(slice, name);
          case DType dtype -> part(dtype, name);
          case Generator generator -> name.equals("device") ? "cpu" : null;
          case StandardType type -> part(type, name);
          case Callable callable -> part(callable, name);
          default -> null;
        };
    return value != null ? value : common(target, name);
  }

  /** {@code target.name = value}; an AttributeError where that cannot be assigned. */
  public static void set(Object target, String name, Object value) {
    switch (target) {
      case Attributes object -> object.set(name, value);
      case Tensor tensor -> TensorAttributes.set(tensor, name, value);
      default ->
          throw new GradError(
              ErrorKind.ATTRIBUTE,
              "attributes of " + Types.described(target) + " cannot be assigned");
    }
  }

  /** {@code target.name(...)} without making a bound method where it can. */
  public static Object call(Object target, String name, Arguments arguments) {
    Method method = method(target.getClass(), name);
    if (method != null) {
      return method.callOn(target, arguments);
    }
    return Calls.call(get(target, name), arguments);
  }

  /**
   * The method of that name which all values of a Java class have, or null. The answer never
   * changes, so that a call site can keep it: {@code site.type == target.getClass()} is all it has
   * to ask.
   */
  public static @Nullable Method method(Class<?> type, String name) {
    return MethodTables.find(type, name);
  }

  /** The names that {@code target.} can be followed by. */
  public static Collection<String> names(Object target) {
    List<String> names = new ArrayList<>(MethodTables.names(target.getClass()));
    switch (target) {
      case Attributes object -> names.addAll(object.names());
      case Tensor tensor -> names.addAll(TensorAttributes.names());
      case TupleValue tuple -> names.addAll(tuple.names());
      case RangeValue range -> names.addAll(List.of("start", "stop", "step"));
      case SliceValue slice -> names.addAll(List.of("start", "stop", "step"));
      case DType dtype -> names.addAll(List.of("is_floating_point", "itemsize"));
      case Generator generator -> names.add("device");
      case StandardType type -> names.addAll(type.members());
      case Callable callable -> names.add("__name__");
      default -> {}
    }
    return names;
  }

  private static @Nullable Object named(TupleValue tuple, String name) {
    int index = tuple.names().indexOf(name);
    return index < 0 ? null : tuple.get(index);
  }

  private static @Nullable Object part(RangeValue range, String name) {
    return switch (name) {
      case "start" -> range.start();
      case "stop" -> range.stop();
      case "step" -> range.step();
      default -> null;
    };
  }

  private static @Nullable Object part(SliceValue slice, String name) {
    return switch (name) {
      case "start" -> slice.start();
      case "stop" -> slice.stop();
      case "step" -> slice.step();
      default -> null;
    };
  }

  private static @Nullable Object part(DType dtype, String name) {
    return switch (name) {
      case "is_floating_point" -> dtype.isFloating();
      case "itemsize" -> (long) dtype.bytes();
      default -> null;
    };
  }

  private static @Nullable Object part(StandardType type, String name) {
    Object member = type.member(name);
    return member != null ? member : part((Callable) type, name);
  }

  private static @Nullable Object part(Callable callable, String name) {
    return switch (name) {
      case "__name__" -> callable.name();
      case "__doc__" -> callable instanceof Documented known ? known.documentation() : null;
      default -> null;
    };
  }

  /** What every value has. */
  private static @Nullable Object common(Object target, String name) {
    return name.equals("__class__") ? Types.of(target) : null;
  }

  private static GradError missing(Object target, String name) {
    if (target instanceof Namespace namespace) {
      GradError error =
          new GradError(ErrorKind.ATTRIBUTE, namespace.name() + " has no name '" + name + "'");
      String help = namespace.instead(name);
      return help != null ? error.help(help) : Names.suggest(error, name, namespace.names());
    }
    GradError error =
        new GradError(
            ErrorKind.ATTRIBUTE, Types.described(target) + " has no attribute '" + name + "'");
    if (target == None.NONE) {
      return error.help("the value is None: a function without a value, or one not yet set");
    }
    String instead = Habits.instead(target, name);
    return instead != null
        ? error.help("write " + instead)
        : Names.suggest(error, name, names(target));
  }
}
