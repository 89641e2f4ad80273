package org.gradlang.stdlib;

import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.Callable;
import org.gradlang.value.Documented;
import org.gradlang.value.ValueType;

/**
 * A type that instances of many modules have: those that a function of the library was called for
 * in the module's body. Calling the type calls the function, so that users make optimizers of their
 * own as the library does.
 *
 * @param name such as {@code Optimizer}
 * @param function takes the instance first
 * @param mark an attribute that the function gives to every instance, and nobody else
 */
record BaseType(String name, Callable function, String mark) implements ValueType, Documented {
  @Override
  public boolean includes(Object value) {
    return value instanceof Attributes instance && instance.get(mark) != null;
  }

  @Override
  public Object call(Arguments arguments) {
    return function.call(arguments);
  }

  @Override
  public String signature() {
    String shown = function instanceof Documented known ? known.signature() : "()";
    return name + shown.substring(shown.indexOf('('));
  }

  @Override
  public String documentation() {
    return function instanceof Documented known ? known.documentation() : "";
  }

  @Override
  public String toString() {
    return "<class '" + name + "'>";
  }
}
