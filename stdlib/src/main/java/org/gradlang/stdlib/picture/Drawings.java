package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.gradlang.stdlib.picture.Series.Bars;
import org.gradlang.stdlib.picture.Series.Look;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Builtin;
import org.gradlang.value.DictValue;
import org.gradlang.value.Iteration;
import org.gradlang.value.Representation;
import org.jspecify.annotations.Nullable;

/** What can be drawn: the functions that add to a chart, alone or in a new figure. */
final class Drawings {
  static final String LINE_PARAMETERS = "*data: any, label: any = None, style: str = 'line'";
  static final String SCATTER_PARAMETERS = "*data: any, label: any = None";
  static final String HIST_PARAMETERS =
      "data: any, bins: int? = None, range: any = None, density: bool = False,"
          + " label: str? = None";
  static final String BAR_PARAMETERS = "*data: any, label: str? = None";

  private static final long MOST_BINS = 10_000;

  /** Half of the room that the bars of a name take. */
  private static final double HALF = 0.4;

  private Drawings() {}

  /** What a call adds to a chart. */
  @FunctionalInterface
  interface Addition {
    Chart to(Chart chart);
  }

  /** The method that adds lines; {@code use} is what is done with them. */
  static Builtin line(Function<Addition, Object> use) {
    return Builtin.of(
        "line(" + LINE_PARAMETERS + ")",
        "The figure with one or several lines more; the arguments are those of plot().",
        a -> use.apply(line("line", a)));
  }

  static Builtin scatter(Function<Addition, Object> use) {
    return Builtin.of(
        "scatter(" + SCATTER_PARAMETERS + ")",
        "The figure with points more; the arguments are those of plot.scatter().",
        a -> use.apply(scatter("scatter", a)));
  }

  static Builtin hist(Function<Addition, Object> use) {
    return Builtin.of(
        "hist(" + HIST_PARAMETERS + ")",
        "The figure with a histogram more; the arguments are those of plot.hist().",
        a -> use.apply(hist("hist", a)));
  }

  static Builtin bar(Function<Addition, Object> use) {
    return Builtin.of(
        "bar(" + BAR_PARAMETERS + ")",
        "The figure with bars more; the arguments are those of plot.bar().",
        a -> use.apply(bar("bar", a)));
  }

  static Addition line(String function, @Nullable Object[] arguments) {
    Look look = look(function, (String) known(arguments[2]));
    return curves(function, arguments, look);
  }

  static Addition scatter(String function, @Nullable Object[] arguments) {
    return curves(function, arguments, Look.POINTS);
  }

  private static Addition curves(String function, @Nullable Object[] arguments, Look look) {
    SeriesReader reader = new SeriesReader(function);
    List<? extends Series> curves =
        reader.curves((List<?>) known(arguments[0]), given(arguments[1]), look);
    return chart -> chart.with(curves);
  }

  private static Look look(String function, String style) {
    return switch (style) {
      case "line" -> Look.LINE;
      case "points" -> Look.POINTS;
      case "both" -> Look.BOTH;
      default ->
          throw new GradError(
              ErrorKind.VALUE,
              String.format(
                  Locale.ROOT,
                  "%s() has style=\"line\", \"points\" or \"both\", not \"%s\"",
                  function,
                  style));
    };
  }

  static Addition hist(String function, @Nullable Object[] arguments) {
    SeriesReader reader = new SeriesReader(function);
    List<String> labels = new ArrayList<>();
    List<double[]> groups = new ArrayList<>();
    if (arguments[0] instanceof DictValue dict) {
      for (Map.Entry<Object, Object> entry : dict.entrySet()) {
        labels.add(Representation.str(entry.getKey()));
        groups.add(reader.allNumbers(entry.getValue(), "numbers"));
      }
    } else {
      labels.add(arguments[4] == null ? "" : (String) arguments[4]);
      groups.add(reader.allNumbers(known(arguments[0]), "numbers"));
    }
    double[] finite = finite(groups);
    if (finite.length == 0) {
      throw new GradError(
          ErrorKind.VALUE, function + "() has nothing to draw: there is no finite number");
    }
    double[] range = range(function, given(arguments[2]), finite);
    int bins = bins(function, (Long) arguments[1], finite, range);
    Histogram histogram = new Histogram(range[0], range[1], bins);
    boolean density = (Boolean) known(arguments[3]);
    List<Series> bars = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      bars.add(histogram.of(labels.get(i), groups.get(i), density));
    }
    return chart -> chart.with(bars);
  }

  private static double[] finite(List<double[]> groups) {
    return groups.stream()
        .flatMapToDouble(java.util.Arrays::stream)
        .filter(value -> Chart.isDrawable(value, false))
        .toArray();
  }

  private static double[] range(String function, @Nullable Object given, double[] finite) {
    if (given == null) {
      double low = java.util.Arrays.stream(finite).min().orElse(0);
      double high = java.util.Arrays.stream(finite).max().orElse(1);
      return new double[] {low, high};
    }
    double[] range = new SeriesReader(function).numbers(given, "a range");
    boolean right =
        range.length == 2
            && range[0] < range[1]
            && Chart.isDrawable(range[0], false)
            && Chart.isDrawable(range[1], false);
    if (!right) {
      throw new GradError(ErrorKind.VALUE, function + "() needs range=(low, high), low below high");
    }
    return range;
  }

  private static int bins(String function, @Nullable Long given, double[] finite, double[] range) {
    if (given == null) {
      return Histogram.suitableBins(finite, range[0], range[1]);
    }
    if (given < 1 || given > MOST_BINS) {
      throw new GradError(
          ErrorKind.VALUE, function + "() needs bins from 1 to " + MOST_BINS + ", not " + given);
    }
    return (int) (long) given;
  }

  static Addition bar(String function, @Nullable Object[] arguments) {
    List<?> data = (List<?>) known(arguments[0]);
    SeriesReader reader = new SeriesReader(function);
    String label = arguments[1] == null ? "" : (String) arguments[1];
    if (data.size() == 1 && data.getFirst() instanceof DictValue heights) {
      List<String> names = heights.keyList().stream().map(Representation::str).toList();
      return bars(function, names, label, List.of(reader.numbers(heights.valueList(), "heights")));
    }
    if (data.size() != 2) {
      throw new GradError(
              ErrorKind.TYPE,
              function
                  + "() takes names and heights, or a dict of both, not "
                  + data.size()
                  + (data.size() == 1 ? " value" : " values"))
          .help("for example bar([\"a\", \"b\"], [1, 2]), or bar({\"a\": 1, \"b\": 2})");
    }
    List<String> names = Iteration.list(data.get(0)).stream().map(Drawings::name).toList();
    if (data.get(1) instanceof DictValue groups) {
      List<double[]> heights = new ArrayList<>();
      groups.valueList().forEach(one -> heights.add(reader.numbers(one, "heights")));
      List<String> labels = groups.keyList().stream().map(Representation::str).toList();
      return bars(function, names, labels, heights);
    }
    return bars(function, names, label, List.of(reader.numbers(data.get(1), "heights")));
  }

  private static String name(Object value) {
    return value instanceof org.gradlang.tensor.Tensor tensor && tensor.numel() == 1
        ? Representation.str(tensor.item())
        : Representation.str(value);
  }

  private static Addition bars(
      String function, List<String> names, String label, List<double[]> heights) {
    return bars(function, names, List.of(label), heights);
  }

  private static Addition bars(
      String function, List<String> names, List<String> labels, List<double[]> groups) {
    List<Series> bars = new ArrayList<>();
    double width = 2 * HALF / groups.size();
    for (int k = 0; k < groups.size(); k++) {
      double[] heights = groups.get(k);
      if (heights.length != names.size()) {
        throw new GradError(
            ErrorKind.SHAPE,
            function
                + "() needs a height for each name, not "
                + heights.length
                + " for "
                + names.size());
      }
      double[] lefts = new double[heights.length];
      double[] rights = new double[heights.length];
      for (int i = 0; i < heights.length; i++) {
        lefts[i] = i - HALF + k * width;
        rights[i] = lefts[i] + width;
      }
      bars.add(new Bars(labels.get(k), lefts, rights, heights));
    }
    if (names.isEmpty() || groups.isEmpty()) {
      throw new GradError(ErrorKind.VALUE, function + "() has nothing to draw: no names");
    }
    return chart -> chart.with(bars).withCategories(names);
  }

  private static @Nullable Object given(@Nullable Object value) {
    return value == None.NONE ? null : value;
  }

  private static Object known(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }
}
