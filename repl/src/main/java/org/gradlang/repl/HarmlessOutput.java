package org.gradlang.repl;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.gradlang.repl.screen.TextWriter;

/**
 * Output of a program that nobody trusts: what a terminal would obey instead of showing it, such as
 * the sequences that rename its window or write into its clipboard, is shown as {@code \x1b}.
 * Newlines and tabs stay; so does everything that is no control character.
 */
final class HarmlessOutput extends TextWriter {
  private final Writer target;

  HarmlessOutput(Writer target) {
    this.target = target;
  }

  @Override
  public void write(String text) throws IOException {
    target.write(harmless(text));
  }

  private static String harmless(String text) {
    if (text.chars().noneMatch(HarmlessOutput::isObeyed)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isObeyed(character)) {
        shown.append(String.format(Locale.ROOT, "\\x%02x", (int) character));
      } else {
        shown.append(character);
      }
    }
    return shown.toString();
  }

  private static boolean isObeyed(int character) {
    return Character.isISOControl(character) && character != '\n' && character != '\t';
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
