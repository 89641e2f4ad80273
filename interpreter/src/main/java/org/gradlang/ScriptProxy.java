package org.gradlang;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Callable;
import org.gradlang.value.Members;
import org.jspecify.annotations.Nullable;

/**
 * A Java interface over functions of a program: each method calls the function of its name, or of
 * that name in snake case.
 */
final class ScriptProxy implements InvocationHandler {
  private final Grad grad;
  private final Class<?> type;
  private final Map<Method, Callable> functions = new HashMap<>();

  private ScriptProxy(Grad grad, Class<?> type) {
    this.grad = grad;
    this.type = type;
  }

  /**
   * The interface over the functions that a value has as attributes, or over itself where it has
   * none of the name of the only method.
   *
   * @throws GradError a TypeError where a method has no function
   */
  static Object of(Grad grad, Object value, Class<?> type) {
    Method single = Reflection.singleMethod(type);
    if (value instanceof Callable callable
        && single != null
        && Members.find(value, single.getName()) == null) {
      ScriptProxy proxy = new ScriptProxy(grad, type);
      proxy.functions.put(single, callable);
      return proxy.instance();
    }
    return of(grad, type, name -> Members.find(value, name));
  }

  /** The interface over functions that are found by their names. */
  static Object of(Grad grad, Class<?> type, Function<String, @Nullable Object> functions) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(type.getTypeName() + " is not an interface");
    }
    ScriptProxy proxy = new ScriptProxy(grad, type);
    List<Method> methods = Reflection.abstractMethods(type);
    for (Method method : methods) {
      Object found = functions.apply(method.getName());
      Object function = found != null ? found : functions.apply(snakeCase(method.getName()));
      if (function instanceof Callable callable) {
        proxy.functions.put(method, callable);
      }
    }
    methods.removeIf(proxy.functions::containsKey);
    if (!methods.isEmpty()) {
      throw new GradError(
          ErrorKind.TYPE,
          "the program has no function for "
              + methods.stream().map(Method::getName).distinct().collect(Collectors.joining(", "))
              + " of "
              + type.getSimpleName());
    }
    return proxy.instance();
  }

  private Object instance() {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
    Callable function = functions.get(method);
    if (function != null) {
      return grad.run(() ->
          new JavaValues(grad).toJava(grad.called(function, given), method.getGenericReturnType()));
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, given);
    }
    return switch (method.getName()) {
      case "equals" -> proxy == given[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> type.getSimpleName() + " of a Grad program";
    };
  }
}
