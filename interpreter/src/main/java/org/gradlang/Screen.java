package org.gradlang;

/** Where programs show pictures: a terminal, a window, a page. Nowhere unless a host has one. */
@FunctionalInterface
public interface Screen {
  /**
   * Shows a picture in whichever of its forms suits this screen.
   *
   * @return whether it was shown; a program whose picture was not is told to write it to a file
   */
  boolean show(Picture picture);

  /** No screen: nothing is shown. */
  static Screen none() {
    return picture -> false;
  }
}
