package org.gradlang.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Objects;

/**
 * Copies of a loop class, one for each function that it applies. A loop that all functions shared
 * would call them through a pointer; in a copy the function is a constant, which is inlined.
 */
final class Templates {
  private Templates() {}

  /** What a copy is for: a function, how many arguments it has, and the plain loop of it. */
  private record Data(Object function, int arity, Loop plain) {}

  /** A copy of {@code template} in which {@link #function} answers {@code function}. */
  static Loop copy(Class<? extends Loop> template, Object function, int arity, Loop plain) {
    try {
      Lookup copy =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(
                  bytes(template), new Data(function, arity, plain), true);
      var constructor = copy.lookupClass().getDeclaredConstructor();
      return (Loop) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // the template is of this package
    }
  }

  private static byte[] bytes(Class<?> template) {
    String file = template.getSimpleName() + ".class";
    try (InputStream stream = Objects.requireNonNull(template.getResourceAsStream(file))) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The function that the copy behind a lookup is for. */
  static <T> T function(Lookup lookup, Class<T> type) {
    return type.cast(data(lookup).function());
  }

  /** How many arguments that function has. */
  static int arity(Lookup lookup) {
    return data(lookup).arity();
  }

  /** The plain loop of that function. */
  static Loop plain(Lookup lookup) {
    return data(lookup).plain();
  }

  private static Data data(Lookup lookup) {
    try {
      return Objects.requireNonNull(MethodHandles.classData(lookup, "_", Data.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // a class may always see its own data
    }
  }
}
