package org.gradlang.stdlib.picture;

/** Pictures are painted in memory, and need no display. */
public final class Headless {
  private static final String PROPERTY = "java.awt.headless";

  private Headless() {}

  /**
   * Keeps Java from looking for a display, unless the host has said something or has begun to open
   * windows: then Java has looked already, and the property means nothing any more.
   */
  public static void ensure() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "true");
    }
  }
}
