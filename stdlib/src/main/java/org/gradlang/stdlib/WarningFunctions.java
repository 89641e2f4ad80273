package org.gradlang.stdlib;

import org.gradlang.Declarations;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Namespace;

/** The namespace {@code warnings}: Python's, as far as it goes. */
final class WarningFunctions {
  private WarningFunctions() {}

  static void declare(Declarations names) {
    names.later("warnings.warn", WarningFunctions::warn);
    names.importable("warnings", () -> (Namespace) names.get("warnings"));
  }

  private static Callable warn() {
    return Builtin.doing(
        "warn(message: str, category: any = None, stacklevel: int = 1)",
        "Warns of what is no error but hardly meant: told once for each place of the program.",
        a -> Context.current().warn(new GradError(ErrorKind.ERROR, (String) a[0])));
  }
}
