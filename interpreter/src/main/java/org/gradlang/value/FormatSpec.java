package org.gradlang.value;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.format.Formats;

/** {@code f"{value:spec}"} and {@code format(value, spec)}. */
public final class FormatSpec {
  private FormatSpec() {}

  /**
   * The value's text in a format; an empty one is {@code str}, for 0-dim tensors their number's.
   */
  public static String format(Object value, String spec) {
    if (value instanceof Tensor tensor && tensor.dim() == 0) {
      return format(TensorValues.item(tensor), spec);
    }
    if (spec.isEmpty()) {
      return Representation.str(value);
    }
    return switch (value) {
      case Long number -> Formats.format(number, spec);
      case Double number -> Formats.format(number, spec);
      case Boolean flag -> Formats.format(flag, spec);
      case String text -> Formats.format(text, spec);
      default ->
          throw new GradError(
                  ErrorKind.TYPE, Types.described(value) + " takes no format '" + spec + "'")
              .help("format its text: {str(...):" + spec + "}");
    };
  }
}
