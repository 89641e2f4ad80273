package org.gradlang.stdlib.picture;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradlang.Picture;
import org.gradlang.Pixels;
import org.gradlang.TextStyle;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Attributes;
import org.gradlang.value.Builtin;
import org.jspecify.annotations.Nullable;

/** A chart as scripts see it: to be added to, shown, and saved. It does not change. */
final class Figure implements Attributes, Picture {
  private static final List<String> NAMES =
      List.of("bar", "hist", "line", "save", "scatter", "show", "svg", "text");

  /** Lines and letters suffer in a JPEG of less. */
  private static final int CHART_QUALITY = 92;

  /** What writes a figure to a file. */
  static final String SAVE = ".save(\"plot.svg\")";

  private final Chart chart;
  private final Gallery gallery;

  Figure(Chart chart, Gallery gallery) {
    this.chart = chart;
    this.gallery = gallery;
  }

  Chart chart() {
    return chart;
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "line" -> Drawings.line(this::with);
      case "scatter" -> Drawings.scatter(this::with);
      case "hist" -> Drawings.hist(this::with);
      case "bar" -> Drawings.bar(this::with);
      case "save" -> saveFunction();
      case "show" ->
          Builtin.of(
              "show()",
              "Shows the figure where pictures are shown: on a terminal, or wherever the host of"
                  + " the program says.",
              a -> show(SAVE));
      case "svg" -> Builtin.of("svg()", "The figure as a text in SVG.", a -> svg());
      case "text" -> textFunction();
      default -> null;
    };
  }

  private Object with(Drawings.Addition addition) {
    return new Figure(addition.to(chart), gallery);
  }

  private Builtin saveFunction() {
    return Builtin.of(
        "save(path: str)",
        "Writes the figure to a file: SVG, PNG or JPEG by the ending of its name.",
        a -> save((String) java.util.Objects.requireNonNull(a[0])));
  }

  private Builtin textFunction() {
    return Builtin.of(
        "text(columns: int = 80, rows: int = 24)",
        "The figure drawn with characters, in so many columns and rows.",
        a -> text(size(a[0], "columns"), size(a[1], "rows")));
  }

  private static int size(@Nullable Object value, String name) {
    long size = (Long) java.util.Objects.requireNonNull(value);
    if (size < 10 || size > 1000) {
      throw new GradError(
          ErrorKind.VALUE, "text() needs " + name + " from 10 to 1000, not " + size);
    }
    return (int) size;
  }

  private String text(int columns, int rows) {
    return TextChart.of(drawable(), new TextStyle(columns, rows, TextStyle.Colors.NONE, true));
  }

  /**
   * Shows the figure.
   *
   * @param remedy what writes it to a file, for where there is no screen
   */
  Figure show(String remedy) {
    drawable();
    gallery.show(this, "a plot", remedy);
    return this;
  }

  Figure save(String path) {
    Chart whole = drawable();
    if (path.toLowerCase(Locale.ROOT).endsWith(".svg")) {
      gallery.files().writeText(path, ChartPainter.svg(whole));
    } else {
      gallery
          .files()
          .writeImage(path, () -> ChartPainter.pixels(whole), "an SVG, PNG or JPEG", CHART_QUALITY);
    }
    return this;
  }

  private String svg() {
    return ChartPainter.svg(drawable());
  }

  private boolean isEmpty() {
    return chart.series().isEmpty();
  }

  /** The chart, if there is anything to see in it. */
  private Chart drawable() {
    if (isEmpty()) {
      throw new GradError(ErrorKind.VALUE, "this figure has nothing to draw yet")
          .help("add to it: figure.line(xs, ys).scatter(xs, ys).show()");
    }
    chart.checkDrawable();
    return chart;
  }

  @Override
  public Optional<String> text(TextStyle style) {
    return isEmpty() ? Optional.empty() : Optional.of(TextChart.of(chart, style));
  }

  @Override
  public Optional<Pixels> pixels(int width) {
    try {
      return isEmpty() ? Optional.empty() : Optional.of(ChartPainter.pixels(chart));
    } catch (GradError noFonts) {
      return Optional.empty(); // the text takes none
    }
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "a figure's attributes cannot be assigned")
        .help("title, xlabel and the like are arguments: plot(ys, title=\"...\")");
  }

  @Override
  public Collection<String> names() {
    return NAMES;
  }

  @Override
  public String typeName() {
    return "figure";
  }

  @Override
  public String toString() {
    String title = chart.frame().title().isEmpty() ? "" : " \"" + chart.frame().title() + "\"";
    int count = chart.series().size();
    return "<figure" + title + ", " + count + " series>";
  }
}
