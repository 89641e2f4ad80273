package org.gradlang.stdlib.picture;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.gradlang.Pixels;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** A canvas of pixels, painted by Java 2D. */
final class PixelCanvas implements Canvas {
  private final BufferedImage image;
  private final Graphics2D graphics;
  private final Deque<Shape> clips = new ArrayDeque<>();

  PixelCanvas(int width, int height) {
    Headless.ensure();
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    graphics = graphics(image);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setClip(0, 0, width, height);
    rectangle(0, 0, width, height, 0xffffff, 1);
  }

  /** Says what to do where Java finds no fonts, as in a small container. */
  private static Graphics2D graphics(BufferedImage image) {
    try {
      Graphics2D graphics = image.createGraphics();
      graphics.getFontMetrics(font(java.awt.Font.PLAIN, 1));
      return graphics;
    } catch (RuntimeException | InternalError | LinkageError problem) {
      throw new GradError(
              ErrorKind.IO, "this Java can paint no letters: it finds no fonts", problem)
          .help("an SVG takes none: path=\"plot.svg\"")
          .help("or install a font and fontconfig");
    }
  }

  private static java.awt.Font font(int style, int size) {
    return new java.awt.Font(java.awt.Font.SANS_SERIF, style, size);
  }

  /** All that was drawn. */
  Pixels pixels() {
    graphics.dispose();
    int width = image.getWidth();
    int height = image.getHeight();
    return new Pixels(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }

  @Override
  public void open(String name) {
    clips.push(graphics.getClip());
  }

  @Override
  public void openClipped(String name, double x, double y, double width, double height) {
    clips.push(graphics.getClip());
    graphics.clip(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void close() {
    graphics.setClip(clips.pop());
  }

  @Override
  public void line(double[] x, double[] y, Pen pen) {
    if (x.length == 0) {
      return;
    }
    float[] dash = pen.dash() == 0 ? null : new float[] {(float) pen.dash()};
    graphics.setStroke(
        new BasicStroke(
            (float) pen.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0));
    graphics.setColor(new Color(pen.color()));
    Path2D path = new Path2D.Double();
    path.moveTo(x[0], y[0]);
    for (int i = 1; i < x.length; i++) {
      path.lineTo(x[i], y[i]);
    }
    graphics.draw(path);
  }

  @Override
  public void dots(double[] x, double[] y, double radius, int color) {
    graphics.setColor(new Color(color));
    for (int i = 0; i < x.length; i++) {
      graphics.fill(new Ellipse2D.Double(x[i] - radius, y[i] - radius, 2 * radius, 2 * radius));
    }
  }

  @Override
  public void rectangle(
      double x, double y, double width, double height, int color, double opacity) {
    graphics.setColor(new Color(color));
    graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
    graphics.setComposite(AlphaComposite.SrcOver);
  }

  @Override
  public void text(String text, double x, double y, Font font) {
    int style = font.bold() ? java.awt.Font.BOLD : java.awt.Font.PLAIN;
    graphics.setFont(font(style, font.size()));
    graphics.setColor(new Color(font.color()));
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double shift =
        switch (font.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    graphics.drawString(text, (float) (x - shift), (float) y);
  }

  @Override
  public void uprightText(String text, double x, double y, Font font) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    text(text, x, y, font);
    graphics.setTransform(before);
  }
}
