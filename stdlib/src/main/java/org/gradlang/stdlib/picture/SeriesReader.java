package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gradlang.stdlib.picture.Series.Curve;
import org.gradlang.stdlib.picture.Series.Look;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.Iteration;
import org.gradlang.value.RangeValue;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** The numbers that a script hands over to be drawn. */
final class SeriesReader {
  private final String function;

  /** {@code function} begins the messages of errors. */
  SeriesReader(String function) {
    this.function = function;
  }

  /**
   * The curves that {@code plot(ys)} or {@code plot(xs, ys)} draws.
   *
   * @param data one or two values
   * @param label a text, a list of them, or null
   */
  List<Curve> curves(List<?> data, @Nullable Object label, Look look) {
    if (data.isEmpty() || data.size() > 2) {
      throw new GradError(
              ErrorKind.TYPE,
              function + "() takes ys, or xs and ys, not " + data.size() + " values")
          .help("several lines are a dict of them: " + function + "({\"a\": ys, \"b\": (xs, ys)})");
    }
    double @Nullable [] xs = data.size() == 2 ? numbers(data.getFirst(), "xs") : null;
    Object ys = data.getLast();
    List<Curve> curves = new ArrayList<>();
    if (ys instanceof DictValue dict) {
      for (Map.Entry<Object, Object> entry : dict.entrySet()) {
        curves.add(curve(xs, entry.getValue(), String.valueOf(entry.getKey()), look));
      }
    } else {
      List<?> parts = parts(ys);
      List<String> labels = labels(label, parts.size());
      for (int i = 0; i < parts.size(); i++) {
        curves.add(curve(xs, parts.get(i), labels.get(i), look));
      }
    }
    check(curves);
    return curves;
  }

  private void check(List<Curve> curves) {
    int points = curves.stream().mapToInt(curve -> curve.y().length).sum();
    if (points == 0) {
      throw new GradError(ErrorKind.VALUE, function + "() has nothing to draw: ys is empty");
    }
  }

  /** A value's series: the columns of a matrix, the elements of a list of series, or itself. */
  private static List<?> parts(Object ys) {
    if (ys instanceof Tensor tensor && tensor.dim() == 2) {
      List<Tensor> columns = new ArrayList<>();
      Tensor detached = tensor.detach();
      for (int i = 0; i < tensor.size(1); i++) {
        columns.add(detached.select(1, i));
      }
      return columns;
    }
    boolean several =
        ys instanceof List<?> list
            && !list.isEmpty()
            && !isPair(ys)
            && list.stream().noneMatch(SeriesReader::isNumber);
    return several ? (List<?>) ys : List.of(ys);
  }

  private static boolean isPair(Object value) {
    return value instanceof TupleValue tuple
        && tuple.size() == 2
        && tuple.stream().noneMatch(SeriesReader::isNumber);
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || (value instanceof Tensor tensor && tensor.dim() == 0);
  }

  private Curve curve(double @Nullable [] xs, Object value, String label, Look look) {
    if (xs == null && isPair(value)) {
      TupleValue pair = (TupleValue) value;
      return curve(numbers(pair.get(0), "xs"), pair.get(1), label, look);
    }
    double[] ys = numbers(value, "ys");
    double[] places = xs == null ? counting(ys.length) : xs;
    if (places.length != ys.length) {
      throw new GradError(
          ErrorKind.SHAPE,
          function + "() needs as many xs as ys, not " + places.length + " and " + ys.length);
    }
    return new Curve(label, places, ys, look);
  }

  private static double[] counting(int length) {
    double[] places = LargeArrays.doubles(length);
    Context.current()
        .stretches(
            length,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                places[i] = i;
              }
            });
    return places;
  }

  /** One label for each of several series. */
  List<String> labels(@Nullable Object label, int count) {
    List<String> labels = new ArrayList<>();
    switch (label) {
      case null -> {}
      case String text when count == 1 -> labels.add(text);
      case List<?> texts when texts.size() == count ->
          texts.forEach(text -> labels.add(String.valueOf(text)));
      default ->
          throw new GradError(
                  ErrorKind.VALUE,
                  function
                      + "() draws "
                      + count
                      + (count == 1 ? " line" : " lines")
                      + ", and label is "
                      + Types.described(label))
              .help("label takes a text for one line, and a list of as many texts for several");
    }
    while (labels.size() < count) {
      labels.add("");
    }
    return labels;
  }

  /** The numbers of a list or of a tensor of one dimension; of graphs only the values count. */
  double[] numbers(Object value, String what) {
    if (value instanceof Tensor tensor && tensor.dim() != 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          function
              + "() takes "
              + what
              + " of one dimension, and this tensor has shape "
              + tensor.layout());
    }
    return allNumbers(value, what);
  }

  /** The numbers of a list, or of a tensor of any shape. */
  double[] allNumbers(Object value, String what) {
    return switch (value) {
      case Tensor tensor -> elements(tensor);
      case RangeValue range -> listed(Iteration.list(range), what);
      case List<?> list -> listed(list, what);
      case String text ->
          throw unusable(what, value)
              .help("a look is style=\"points\" or style=\"both\", a name label=\"...\"");
      default -> throw unusable(what, value);
    };
  }

  private GradError unusable(String what, Object value) {
    return new GradError(
        ErrorKind.TYPE,
        function
            + "() takes "
            + what
            + " as a tensor or a list of numbers, not "
            + Types.described(value));
  }

  /** The elements of a tensor, row by row. */
  static double[] elements(Tensor tensor) {
    Tensor flat = tensor.detach().to(DType.FLOAT64).reshape(-1).contiguous();
    int from = flat.layout().offset();
    double[] elements = LargeArrays.doubles(flat.numel());
    LargeArrays.copy(flat.storage().doubles(), from, elements, 0, elements.length);
    return elements;
  }

  private double[] listed(List<?> list, String what) {
    double[] numbers = LargeArrays.doubles(list.size());
    Context context = Context.current();
    for (int i = 0; i < numbers.length; i++) {
      context.reached(i);
      numbers[i] = number(list.get(i), what);
    }
    return numbers;
  }

  private double number(Object value, String what) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean truth -> truth ? 1 : 0;
      case Tensor tensor when tensor.numel() == 1 -> elements(tensor)[0];
      default ->
          throw new GradError(
              ErrorKind.TYPE,
              function
                  + "() takes "
                  + what
                  + " of numbers, and one of them is "
                  + Types.described(value));
    };
  }
}
