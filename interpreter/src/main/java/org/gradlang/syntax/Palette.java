package org.gradlang.syntax;

/** The colours of a diagnostic, or none. */
record Palette(boolean colored) {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  String error(String text) {
    return in(RED, text);
  }

  String warning(String text) {
    return in(YELLOW, text);
  }

  String note(String text) {
    return in(BLUE, text);
  }

  String frame(String text) {
    return in(BLUE, text);
  }

  String strong(String text) {
    return in(BOLD, text);
  }

  private String in(String color, String text) {
    return colored && !text.isEmpty() ? color + text + RESET : text;
  }
}
