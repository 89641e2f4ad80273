package org.gradlang.stdlib.picture;

/** What a chart is drawn on; x runs to the right and y down, in pixels. Colours are 0xRRGGBB. */
interface Canvas {
  /** How text stands. */
  record Font(int size, boolean bold, Anchor anchor, int color) {}

  /** Which part of a text stands at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** How lines are drawn; {@code dash} is the length of dashes and gaps, 0 for whole lines. */
  record Pen(int color, double width, double dash) {}

  /** Begins what belongs together, under a name. */
  void open(String name);

  /** As {@link #open}, and draws nothing outside of a rectangle. */
  void openClipped(String name, double x, double y, double width, double height);

  /** Ends what was begun last. */
  void close();

  /** A line through points. */
  void line(double[] x, double[] y, Pen pen);

  /** A filled circle around each point. */
  void dots(double[] x, double[] y, double radius, int color);

  /** A filled rectangle. */
  void rectangle(double x, double y, double width, double height, int color, double opacity);

  /** A text on a base line. */
  void text(String text, double x, double y, Font font);

  /** A text that is read from below, with its middle at that place. */
  void uprightText(String text, double x, double y, Font font);
}
