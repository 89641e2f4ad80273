package org.gradlang.syntax;

/**
 * Finds where a string goes on that has a backslash at the end of its line. That is an error; but
 * to read the rest of the string as a program would only add more of them.
 *
 * @param text the source
 * @param quote what closes the string
 */
record BrokenLine(String text, char quote) {
  /** The place of the quote that closes a string in a later line, or -1. */
  int quote(GradToken string) {
    int at = string.getStopIndex();
    return text.charAt(at) == '\\' ? closing(at + 1) : -1;
  }

  /** The place of the newline behind a backslash if the f-string is closed later, or -1. */
  int newline(GradToken backslash) {
    int at = backslash.getStopIndex() + 1;
    return text.charAt(at - 1) == '\\' && closing(at) >= 0 ? text.indexOf('\n', at) : -1;
  }

  /**
   * The first quote behind the newline at {@code at}; -1 where a second one in its line shows that
   * they belong together.
   */
  private int closing(int at) {
    int first = -1;
    int count = 0;
    int i = text.indexOf('\n', at) + 1;
    if (i == 0) {
      return -1;
    }
    for (; i < text.length() && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++; // also a newline: the string goes on
      } else if (c == quote) {
        count++;
        first = first < 0 ? i : first;
      }
    }
    return count % 2 == 1 ? first : -1;
  }
}
