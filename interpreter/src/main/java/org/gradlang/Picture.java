package org.gradlang;

import java.util.Optional;

/**
 * Something to look at, in the forms that it has: as text, in pixels, or both. A plot has both, an
 * image has pixels, the graph behind a tensor has text.
 *
 * <p>Forms are made when they are asked for, on the thread that shows the picture.
 */
public interface Picture {
  /**
   * The picture as lines of text that end in newlines, made for that room; empty where it takes
   * pixels to show it.
   */
  default Optional<String> text(TextStyle style) {
    return Optional.empty();
  }

  /**
   * The picture in pixels; empty where only text shows it.
   *
   * @param width how many pixels there is room for from left to right: what has no size of its own
   *     takes them into account, what has one may be larger
   */
  default Optional<Pixels> pixels(int width) {
    return Optional.empty();
  }
}
