package org.gradlang.value;

import java.util.Arrays;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** {@code str.lower}: a method as a function, whose first argument is the target. */
record TypeMethod(StandardType type, Method method) implements Callable, Documented {
  @Override
  public Object call(Arguments arguments) {
    if (arguments.positional() == 0) {
      throw new GradError(ErrorKind.TYPE, shown() + "() needs the " + type.name() + " it is for");
    }
    Object target = arguments.get(0);
    if (!type.includes(target)) {
      throw new GradError(
          ErrorKind.TYPE,
          shown() + "() needs a " + type.name() + " first, not " + Types.described(target));
    }
    Object[] others = Arrays.copyOfRange(arguments.values(), 1, arguments.values().length);
    return Members.call(target, name(), new Arguments(others, arguments.keywords()));
  }

  private String shown() {
    return type.name() + "." + name();
  }

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public String signature() {
    return method instanceof Documented known ? known.signature() : name();
  }

  @Override
  public String documentation() {
    return method instanceof Documented known ? known.documentation() : "";
  }

  @Override
  public String toString() {
    return "<method '" + name() + "' of '" + type.name() + "' objects>";
  }
}
