package org.gradlang;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.StringJoiner;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.jspecify.annotations.Nullable;

/** A Java method as a function of programs: its signature follows from its parameters. */
final class HostMethod extends HostCallable {
  private final Method method;
  private final Object target;

  private HostMethod(Grad grad, String name, String documentation, Method method, Object target) {
    super(grad, Signature.parse(signature(name, method)), documentation);
    this.method = method;
    this.target = target;
  }

  /** A method that is marked with {@link Export}. */
  static HostMethod ofExported(Grad grad, Export export, Method method, Object target) {
    String name = export.value().isEmpty() ? method.getName() : export.value();
    return new HostMethod(grad, name, export.doc(), method, target);
  }

  /** An object of a functional interface, under a name of its own. */
  static HostMethod named(Grad grad, String name, Class<?> type, Object target) {
    return new HostMethod(grad, name, "", check(type), target);
  }

  /** The method of a functional interface; an IllegalArgumentException where it is none. */
  static Method check(Class<?> type) {
    Method method = Reflection.singleMethod(type);
    if (method == null) {
      throw new IllegalArgumentException(
          type.getTypeName() + " is no interface with one abstract method");
    }
    return method;
  }

  private static String signature(String name, Method method) {
    StringJoiner parameters = new StringJoiner(", ", name + "(", ")");
    Parameter[] all = method.getParameters();
    for (int i = 0; i < all.length; i++) {
      parameters.add(parameter(all[i], i, method.isVarArgs() && i == all.length - 1));
    }
    return parameters.toString();
  }

  private static String parameter(Parameter parameter, int index, boolean variadic) {
    Argument argument = parameter.getAnnotation(Argument.class);
    String letter = Character.toString((char) ('a' + index % 26));
    String own = parameter.isNamePresent() ? parameter.getName() : letter;
    String name = argument == null || argument.value().isEmpty() ? own : argument.value();
    if (variadic) {
      return "*" + name + ": any";
    }
    String standard =
        argument == null || argument.orElse().isEmpty() ? "" : " = " + argument.orElse();
    return name + ": " + type(parameter.getType()) + standard;
  }

  private static String type(Class<?> type) {
    return switch (type.getName()) {
      case "org.gradlang.tensor.Tensor" -> "tensor";
      case "long", "int", "short", "byte" -> "int";
      case "java.lang.Long", "java.lang.Integer", "java.lang.Short", "java.lang.Byte" -> "int?";
      case "double", "float" -> "float";
      case "java.lang.Double", "java.lang.Float" -> "float?";
      case "boolean" -> "bool";
      case "java.lang.Boolean" -> "bool?";
      case "java.lang.String" -> "str";
      default -> "any";
    };
  }

  @Override
  public Object call(Arguments arguments) {
    @Nullable Object[] bound = signature.bind(arguments.values(), arguments.keywords());
    Type[] types = method.getGenericParameterTypes();
    @Nullable Object[] values = new @Nullable Object[bound.length];
    JavaValues java = new JavaValues(grad);
    for (int i = 0; i < values.length; i++) {
      Object value = bound[i] == null ? None.NONE : bound[i];
      values[i] = java.argument(value, types[i], name(), signature.parameters().get(i).name());
    }
    Object result = HostCode.run(name(), () -> Reflection.invoke(method, target, values));
    return grad.values().toScript(result);
  }
}
