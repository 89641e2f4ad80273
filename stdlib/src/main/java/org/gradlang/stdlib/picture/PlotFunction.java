package org.gradlang.stdlib.picture;

import java.util.Collection;
import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Documented;
import org.jspecify.annotations.Nullable;

/** {@code plot}: a function, and the other kinds of plots as its attributes. */
final class PlotFunction implements Callable, Attributes, Documented {
  private static final List<String> NAMES = List.of("bar", "figure", "hist", "scatter");

  private final Gallery gallery;
  private final Builtin plot;

  PlotFunction(Gallery gallery) {
    this.gallery = gallery;
    this.plot =
        Builtin.of(
            "plot(" + Drawings.LINE_PARAMETERS + ", " + FrameReader.PARAMETERS,
            """
            Draws lines: plot(ys), plot(xs, ys), or several of them as a dict, plot({"train": a, \
            "test": (xs, b)}), as a list, or as the columns of a matrix.
            Shown on the terminal, or written to a file by path="loss.svg" (or .png, .jpg); the \
            answer is the figure, which has .show() and .save(path).
            label names a line, style is "line", "points" or "both", log is "x", "y" or "xy", \
            xlim and ylim are (low, high).
            plot.scatter, plot.hist and plot.bar draw other kinds; plot.figure() begins a figure \
            that several of them add to.\
            """,
            a -> made("plot", a, 3, Drawings.line("plot", a)));
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "__name__" -> "plot";
      case "__doc__" -> plot.documentation();
      case "scatter" ->
          Builtin.of(
              "scatter(" + Drawings.SCATTER_PARAMETERS + ", " + FrameReader.PARAMETERS,
              "Draws points: plot.scatter(xs, ys), or several groups as a dict,"
                  + " plot.scatter({\"a\": (xs, ys), \"b\": (xs, ys)}).",
              a -> made("plot.scatter", a, 2, Drawings.scatter("plot.scatter", a)));
      case "hist" ->
          Builtin.of(
              "hist(" + Drawings.HIST_PARAMETERS + ", " + FrameReader.PARAMETERS,
              """
              Draws a histogram: how many of the numbers lie in each of `bins` equal intervals. \
              Several groups are a dict of them.
              Without bins there are as many as show the shape. With density=True the areas add \
              up to 1.\
              """,
              a -> made("plot.hist", a, 5, Drawings.hist("plot.hist", a)));
      case "bar" ->
          Builtin.of(
              "bar(" + Drawings.BAR_PARAMETERS + ", " + FrameReader.PARAMETERS,
              "Draws bars over names: plot.bar({\"a\": 1, \"b\": 2}), plot.bar(names, heights), or"
                  + " groups side by side, plot.bar(names, {\"train\": heights, \"test\":"
                  + " heights}).",
              a -> made("plot.bar", a, 2, Drawings.bar("plot.bar", a)));
      case "figure" ->
          Builtin.of(
              "figure(" + FrameReader.PARAMETERS.replace(", path: str? = None", ""),
              "A figure without content, to add to: plot.figure(title=\"fit\").scatter(xs,"
                  + " ys).line(xs, fit).show(). Each method gives a new figure.",
              a -> new Figure(empty("plot.figure", a, 0), gallery));
      default -> null;
    };
  }

  private static Chart empty(String function, @Nullable Object[] arguments, int from) {
    return new Chart(FrameReader.frame(function, arguments, from), List.of(), List.of());
  }

  private Figure made(
      String function, @Nullable Object[] arguments, int from, Drawings.Addition addition) {
    Figure figure = new Figure(addition.to(empty(function, arguments, from)), gallery);
    String path = (String) arguments[from + FrameReader.COUNT - 1];
    return path == null ? figure.show("path=\"plot.svg\"") : figure.save(path);
  }

  @Override
  public Object call(Arguments arguments) {
    return plot.call(arguments);
  }

  @Override
  public String name() {
    return "plot";
  }

  @Override
  public String signature() {
    return plot.signature();
  }

  @Override
  public String documentation() {
    return plot.documentation();
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "the attributes of plot cannot be assigned");
  }

  @Override
  public Collection<String> names() {
    return NAMES;
  }

  @Override
  public String typeName() {
    return "plot function";
  }

  @Override
  public String toString() {
    return "<built-in function plot>";
  }
}
