package org.gradlang.module;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Callable;
import org.jspecify.annotations.Nullable;

/** What a call of an instance runs: its {@code forward}, or {@code __call__} of a plain object. */
final class Forward {
  private Forward() {}

  static Callable of(ModuleInstance instance) {
    Callable found = method(instance, "forward");
    if (found == null) {
      found = method(instance, "__call__");
    }
    if (found == null) {
      boolean library = instance.type().body().code().site().source().isLibrary();
      throw new GradError(
              ErrorKind.TYPE, instance.name() + " cannot be called: it has no fn forward")
          .help(
              library
                  ? "call what is in it: for m in xs { x = m(x) }"
                  : "declare fn forward(x) { ... } in module " + instance.name());
    }
    return found;
  }

  private static @Nullable Callable method(ModuleInstance instance, String name) {
    Field field = instance.shape().find(name);
    return field != null && instance.valueOf(field) instanceof Callable callable ? callable : null;
  }
}
