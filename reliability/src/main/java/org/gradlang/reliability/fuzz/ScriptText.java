package org.gradlang.reliability.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What program an input of bytes is. An input that begins with 0 makes the choices of a {@link
 * ProgramMaker}. Any other is text, of ASCII; a byte above it and the next one name a word of the
 * {@link Vocabulary}, so that a change of a byte is a change of a word, mostly. A text is its own
 * input: what was found can be kept in plain words.
 */
final class ScriptText {
  private static final int ASCII = 128;

  private ScriptText() {}

  /** The program. */
  static String of(byte[] input) {
    if (input.length > 0 && input[0] == 0) {
      return new ProgramMaker(new Choices(input, 1)).program();
    }
    List<String> words = Vocabulary.words();
    StringBuilder text = new StringBuilder(2 * input.length);
    for (int i = 0; i < input.length; i++) {
      if (input[i] >= 0) {
        text.append((char) input[i]);
      } else {
        int number = (input[i] & 0xff) - ASCII << 8;
        i++;
        number |= i < input.length ? input[i] & 0xff : 0;
        text.append(' ').append(words.get(number % words.size()));
      }
    }
    return text.toString();
  }

  /** The input whose program is this text, of which what is not ASCII is left out. */
  static byte[] input(String text) {
    StringBuilder plain = new StringBuilder();
    text.chars().filter(c -> c > 0 && c < ASCII).forEach(c -> plain.append((char) c));
    return plain.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
