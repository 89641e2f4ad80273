package org.gradlang.value;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** What is written in Grad, by a user or in the library, and can be shown as it is written. */
public interface Written {
  /** Where it is written: {@code stdlib/nn/linear.grad:14}. */
  String place();

  /** Its text: the declaration with the {@code ##} lines above it. */
  String source();

  /**
   * What declares a value: a function, a module, or the module of an instance.
   *
   * @throws GradError where it is not written in Grad
   */
  static Written of(Object value) {
    return switch (value) {
      case Written written -> written;
      case Typed typed when typed.type() instanceof Written written -> written;
      case Documented builtin ->
          throw new GradError(
                  ErrorKind.TYPE,
                  "it is written in Java: " + builtin.signature().lines().toList().getFirst())
              .help("help(x) tells what it does; what is written in Grad has a source to read");
      case BoundMethod bound when bound.method() instanceof Documented builtin -> of(builtin);
      default ->
          throw new GradError(
                  ErrorKind.TYPE,
                  Types.described(value) + " has no source: it is made by a program")
              .help("functions and modules that are written in Grad have one");
    };
  }
}
