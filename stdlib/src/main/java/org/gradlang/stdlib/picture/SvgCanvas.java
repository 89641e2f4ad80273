package org.gradlang.stdlib.picture;

import java.util.Locale;

/**
 * A canvas that writes SVG, as little of it as charts take: it needs no fonts, and so runs on any
 * Java.
 */
final class SvgCanvas implements Canvas {
  private static final String FAMILY =
      "'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";

  /** More dots are written in one element. */
  private static final int FEW_DOTS = 500;

  private final StringBuilder svg = new StringBuilder(1 << 14);
  private int clips;

  SvgCanvas(int width, int height, String title) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                + " viewBox=\"0 0 %1$d %2$d\" role=\"img\" font-family=\"%3$s\">\n",
            width,
            height,
            FAMILY));
    if (!title.isEmpty()) {
      svg.append("<title>").append(escaped(title)).append("</title>\n");
    }
    rectangle(0, 0, width, height, 0xffffff, 1);
  }

  /** All that was drawn. */
  String text() {
    return svg + "</svg>\n";
  }

  @Override
  public void open(String name) {
    svg.append("<g class=\"").append(escaped(name)).append("\">\n");
  }

  @Override
  public void openClipped(String name, double x, double y, double width, double height) {
    String id = "clip" + ++clips;
    svg.append("<clipPath id=\"").append(id).append("\"><rect");
    box(x, y, width, height);
    svg.append("/></clipPath>\n<g class=\"").append(escaped(name));
    svg.append("\" clip-path=\"url(#").append(id).append(")\">\n");
  }

  @Override
  public void close() {
    svg.append("</g>\n");
  }

  @Override
  public void line(double[] x, double[] y, Pen pen) {
    svg.append("<polyline fill=\"none\" stroke=\"").append(color(pen.color()));
    attribute("stroke-width", pen.width());
    if (pen.dash() > 0) {
      attribute("stroke-dasharray", pen.dash());
    }
    svg.append(x.length > 2 ? "\" stroke-linejoin=\"round" : "").append("\" points=\"");
    for (int i = 0; i < x.length; i++) {
      svg.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
    }
    svg.append("\"/>\n");
  }

  @Override
  public void dots(double[] x, double[] y, double radius, int color) {
    if (x.length > FEW_DOTS) {
      manyDots(x, y, radius, color);
      return;
    }
    svg.append("<g fill=\"").append(color(color)).append("\">\n");
    for (int i = 0; i < x.length; i++) {
      svg.append("<circle cx=\"").append(number(x[i]));
      attribute("cy", y[i]);
      attribute("r", radius);
      svg.append("\"/>\n");
    }
    svg.append("</g>\n");
  }

  /** Dots as the round ends of lines without length: a fifth of the text that circles take. */
  private void manyDots(double[] x, double[] y, double radius, int color) {
    svg.append("<path fill=\"none\" stroke-linecap=\"round\" stroke=\"").append(color(color));
    attribute("stroke-width", 2 * radius);
    svg.append("\" d=\"");
    for (int i = 0; i < x.length; i++) {
      svg.append('M').append(number(x[i])).append(' ').append(number(y[i])).append("h0");
    }
    svg.append("\"/>\n");
  }

  @Override
  public void rectangle(
      double x, double y, double width, double height, int color, double opacity) {
    svg.append("<rect");
    box(x, y, width, height);
    svg.append(" fill=\"").append(color(color));
    if (opacity < 1) {
      attribute("fill-opacity", opacity);
    }
    svg.append("\"/>\n");
  }

  @Override
  public void text(String text, double x, double y, Font font) {
    svg.append("<text x=\"").append(number(x));
    attribute("y", y);
    look(text, font);
  }

  @Override
  public void uprightText(String text, double x, double y, Font font) {
    svg.append("<text transform=\"translate(").append(number(x)).append(' ').append(number(y));
    svg.append(") rotate(-90)");
    look(text, font);
  }

  private void look(String text, Font font) {
    attribute("font-size", font.size());
    svg.append("\" fill=\"").append(color(font.color()));
    svg.append(font.bold() ? "\" font-weight=\"bold" : "");
    svg.append("\" text-anchor=\"").append(font.anchor().name().toLowerCase(Locale.ROOT));
    svg.append("\">").append(escaped(text)).append("</text>\n");
  }

  private void box(double x, double y, double width, double height) {
    svg.append(" x=\"").append(number(x));
    attribute("y", y);
    attribute("width", width);
    attribute("height", height);
    svg.append('"');
  }

  /** Ends the attribute before and begins another one. */
  private void attribute(String name, double value) {
    svg.append("\" ").append(name).append("=\"").append(number(value));
  }

  private static String color(int color) {
    return String.format(Locale.ROOT, "#%06x", color);
  }

  /** Two digits behind the point, as few as it takes. */
  private static String number(double value) {
    long hundredths = Math.round(value * 100);
    return hundredths % 100 == 0 ? Long.toString(hundredths / 100) : "" + hundredths / 100.0;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= ' ' && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff)
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            default -> safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }
}
