package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** The arguments that all plots share: titles, axes, sizes, a path. */
final class FrameReader {
  /** What ends the signature of each function that makes a figure. */
  static final String PARAMETERS =
      "title: str? = None, xlabel: str? = None, ylabel: str? = None, log: str? = None,"
          + " xlim: any = None, ylim: any = None, width: int = 800, height: int = 500,"
          + " path: str? = None)";

  /** How many parameters these are. */
  static final int COUNT = 9;

  private static final int LEAST = 100;
  private static final int MOST = 4000;

  private FrameReader() {}

  /** Reads the parameters from an index on, without the path. */
  static Chart.Frame frame(String function, @Nullable Object[] arguments, int from) {
    String log = text(arguments[from + 3]);
    if (!List.of("", "x", "y", "xy").contains(log)) {
      throw new GradError(
          ErrorKind.VALUE, function + "() has log=\"x\", \"y\" or \"xy\", not \"" + log + "\"");
    }
    boolean logX = log.contains("x");
    boolean logY = log.contains("y");
    return new Chart.Frame(
        text(arguments[from]),
        text(arguments[from + 1]),
        text(arguments[from + 2]),
        logX,
        logY,
        limits(function, "xlim", arguments[from + 4], logX),
        limits(function, "ylim", arguments[from + 5], logY),
        size(function, "width", arguments[from + 6]),
        size(function, "height", arguments[from + 7]));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : ((String) value).replaceAll("\\s+", " ").strip();
  }

  private static int size(String function, String name, @Nullable Object value) {
    long size = (Long) java.util.Objects.requireNonNull(value);
    if (size < LEAST || size > MOST) {
      throw new GradError(
          ErrorKind.VALUE,
          function + "() needs a " + name + " from " + LEAST + " to " + MOST + ", not " + size);
    }
    return (int) size;
  }

  private static List<Double> limits(
      String function, String name, @Nullable Object value, boolean log) {
    if (!(value instanceof List<?> pair)) {
      if (value == null || value == org.gradlang.tensor.None.NONE) {
        return List.of();
      }
      throw wrong(function, name);
    }
    List<Double> limits = new ArrayList<>();
    for (Object limit : pair) {
      if (!(limit instanceof Number number)) {
        throw wrong(function, name);
      }
      limits.add(number.doubleValue());
    }
    if (limits.size() != 2
        || !(limits.get(0) < limits.get(1))
        || !Chart.isDrawable(limits.get(0), log)
        || !Chart.isDrawable(limits.get(1), log)) {
      throw wrong(function, name);
    }
    return limits;
  }

  private static GradError wrong(String function, String name) {
    return new GradError(
        ErrorKind.VALUE,
        function
            + "() needs "
            + name
            + "=(low, high), two numbers of which the second is larger"
            + " (and on a logarithmic axis both above 0)");
  }
}
