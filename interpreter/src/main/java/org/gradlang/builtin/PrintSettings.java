package org.gradlang.builtin;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.PrintOptions;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.jspecify.annotations.Nullable;

/** {@code set_printoptions}: how tensors print. */
final class PrintSettings {
  private PrintSettings() {}

  static void declare(Builtins builtins) {
    builtins.function("set_printoptions", PrintSettings::setPrintOptions);
  }

  private static Callable setPrintOptions() {
    return Builtin.doing(
        "set_printoptions(precision: int? = None, threshold: float? = None, edgeitems: int? = None,"
            + " linewidth: int? = None, profile: str? = None, sci_mode: bool? = None)",
        "How tensors print: digits after the point, from how many elements on they are summarised,"
            + " how many are shown at each end then, characters in a line, a profile ('default',"
            + " 'short' or 'full') to begin with, and whether with exponents.",
        a -> Context.current().setPrintOptions(changed(Context.current().printOptions(), a)));
  }

  private static PrintOptions changed(PrintOptions now, @Nullable Object[] a) {
    PrintOptions base = a[4] == null ? now : profile((String) a[4]);
    return new PrintOptions(
        whole(a[0], base.precision()),
        a[1] == null ? base.threshold() : (Double) a[1],
        whole(a[2], base.edgeItems()),
        whole(a[3], base.lineWidth()),
        // as in PyTorch, a call without it chooses by the elements again
        (Boolean) a[5]);
  }

  private static int whole(@Nullable Object given, int standard) {
    if (given == null) {
      return standard;
    }
    long number = (Long) given;
    if (number < 0 || number > 1000) {
      throw new GradError(
          ErrorKind.VALUE, "set_printoptions() takes numbers from 0 to 1000, not " + number);
    }
    return (int) number;
  }

  private static PrintOptions profile(String name) {
    return switch (name) {
      case "default" -> PrintOptions.DEFAULT;
      case "short" -> PrintOptions.SHORT;
      case "full" -> PrintOptions.FULL;
      default ->
          throw new GradError(ErrorKind.VALUE, "there is no profile '" + name + "'")
              .help("the profiles are 'default', 'short' and 'full'");
    };
  }
}
