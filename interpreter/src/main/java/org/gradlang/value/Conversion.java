package org.gradlang.value;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.number.FloatText;
import org.gradlang.value.number.Floats;
import org.gradlang.value.number.IntegerText;
import org.jspecify.annotations.Nullable;

/** What calling {@code int}, {@code float}, {@code range} and {@code slice} makes. */
final class Conversion {
  /** Characters of a text that is no number which its error shows. */
  private static final int SHOWN = 200;

  private Conversion() {}

  static Long toInt(@Nullable Object value, @Nullable Long base) {
    if (base != null && !(value instanceof String)) {
      throw new GradError(ErrorKind.TYPE, "int() takes a base only for a str");
    }
    return switch (value) {
      case Long number -> number;
      case Double number -> Floats.truncate(number);
      case Boolean flag -> flag ? 1L : 0L;
      case String text ->
          LongText.worked(text.length(), () -> parse(text, base == null ? 10 : base));
      case Tensor tensor -> toInt(TensorValues.item(tensor), null);
      case null, default -> throw unfit("int", value);
    };
  }

  private static Long parse(String text, long base) {
    if (base != 0 && (base < 2 || base > 36)) {
      throw new GradError(ErrorKind.VALUE, "the base of an int is 0 or from 2 to 36, not " + base);
    }
    Long number = IntegerText.parse(text, (int) base);
    if (number == null) {
      GradError error =
          new GradError(
              ErrorKind.VALUE, shown(text) + " is no int" + (base == 10 ? "" : " of base " + base));
      throw FloatText.parse(text) == null
          ? error
          : error.help("use int(float(...)) to cut decimals");
    }
    return number;
  }

  static Double toFloat(@Nullable Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number -> (double) number;
      case Boolean flag -> flag ? 1.0 : 0.0;
      case String text -> LongText.worked(text.length(), () -> parse(text));
      case Tensor tensor -> toFloat(TensorValues.item(tensor));
      case null, default -> throw unfit("float", value);
    };
  }

  private static Double parse(String text) {
    Double number = FloatText.parse(text);
    if (number == null) {
      throw new GradError(ErrorKind.VALUE, shown(text) + " is no number");
    }
    return number;
  }

  private static String shown(String text) {
    return Representation.summary(text, SHOWN);
  }

  private static GradError unfit(String type, @Nullable Object value) {
    return new GradError(
        ErrorKind.TYPE,
        type
            + "() takes a number or a str, not "
            + Types.described(value == null ? None.NONE : value));
  }

  static RangeValue toRange(Object start, Object stop, Object step) {
    String wanted = "range() takes ints";
    long by = Position.of(step, wanted);
    return stop == None.NONE
        ? new RangeValue(0, Position.of(start, wanted), by)
        : new RangeValue(Position.of(start, wanted), Position.of(stop, wanted), by);
  }

  static SliceValue toSlice(Arguments arguments) {
    int count = arguments.positional();
    if (arguments.hasKeywords() || count < 1 || count > 3) {
      throw new GradError(
          ErrorKind.TYPE, "slice() takes one to three arguments: start, stop, step");
    }
    if (count == 1) {
      return new SliceValue(None.NONE, arguments.get(0), None.NONE);
    }
    Object step = count == 3 ? arguments.get(2) : None.NONE;
    return new SliceValue(arguments.get(0), arguments.get(1), step);
  }
}
