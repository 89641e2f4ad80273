package org.gradlang;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Grad does to a host's own classes by reflection. Scripts reach none of it. */
final class Reflection {
  private Reflection() {}

  /** The value of a record's component. */
  static @Nullable Object read(RecordComponent component, Record row) {
    return invoke(component.getAccessor(), row);
  }

  /** Makes a record of its components. */
  static Object make(Class<?> type, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw closed(type, e);
    }
  }

  /** Calls a method; what it throws comes out as it is, checked exceptions wrapped. */
  static @Nullable Object invoke(Method method, Object target, @Nullable Object... arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (IllegalAccessException | java.lang.reflect.InaccessibleObjectException e) {
      throw closed(method.getDeclaringClass(), e);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new UndeclaredThrowableException(cause);
    };
  }

  private static IllegalArgumentException closed(Class<?> type, Exception cause) {
    return new IllegalArgumentException(
        "Grad may not use "
            + type.getTypeName()
            + ": make it public in an exported package, or open its package to"
            + " org.gradlang.interpreter",
        cause);
  }

  /**
   * The interface of a lambda, a method reference or an anonymous class, where it has a single
   * method; null for objects of any other class, which are no mere functions.
   */
  static @Nullable Class<?> functionalInterface(Class<?> type) {
    Class<?>[] interfaces = type.getInterfaces();
    return (type.isHidden() || type.isAnonymousClass())
            && interfaces.length == 1
            && singleMethod(interfaces[0]) != null
        ? interfaces[0]
        : null;
  }

  /** The only abstract method of an interface, or null where there is none or several. */
  static @Nullable Method singleMethod(Class<?> type) {
    List<Method> methods = abstractMethods(type);
    return methods.size() == 1 ? methods.getFirst() : null;
  }

  /** The methods that who implements an interface must have; those of Object do not count. */
  static List<Method> abstractMethods(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
        methods.add(method);
      }
    }
    return methods;
  }

  static boolean isOfObject(Method method) {
    return switch (method.getName()) {
      case "equals" ->
          method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
      case "hashCode", "toString" -> method.getParameterCount() == 0;
      default -> false;
    };
  }
}
