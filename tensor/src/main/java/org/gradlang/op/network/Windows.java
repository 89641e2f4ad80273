package org.gradlang.op.network;

import java.util.function.DoubleUnaryOperator;
import org.gradlang.op.creation.Creation;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Storage;

/** Window functions of signal processing. */
public final class Windows {
  private Windows() {}

  public static void declare(Family family) {
    window(family, "hann_window", x -> 0.5 - 0.5 * Math.cos(x));
    window(family, "hamming_window", x -> 0.54 - 0.46 * Math.cos(x));
    window(family, "blackman_window", x -> 0.42 - 0.5 * Math.cos(x) + 0.08 * Math.cos(2 * x));
    window(family, "bartlett_window", x -> 1 - Math.abs(x / Math.PI - 1));
  }

  /** The shape is a function of the angle, which goes around once. */
  private static void window(Family family, String name, DoubleUnaryOperator shape) {
    family
        .op(name, "The window of this name.")
        .samples(name + "(5)")
        .functionOnly()
        .way(
            Creation.maker(
                name + "(window_length: int, periodic: bool = True",
                (a, dtype) -> {
                  int n = a.integer("window_length");
                  if (n < 0) {
                    throw new GradError(
                        ErrorKind.VALUE, name + "(): the length must not be negative, but is " + n);
                  }
                  int steps = a.flag("periodic") ? n : n - 1;
                  Storage storage = Storage.zeros(dtype, n);
                  Context context = Context.current();
                  for (int i = 0; i < n; i++) {
                    context.reached(i);
                    double value = n == 1 ? 1 : shape.applyAsDouble(2 * Math.PI * i / steps);
                    Elements.put(storage, i, value);
                  }
                  return Fresh.of(storage, n);
                }));
  }
}
