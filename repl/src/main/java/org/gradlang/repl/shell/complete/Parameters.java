package org.gradlang.repl.shell.complete;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.syntax.Lexeme;

/**
 * The parameters that the text of a signature names: {@code f(x, dim: ints? = None, *, k=1)}.
 *
 * @param name what is called
 * @param all its parameters as they are written, a bare {@code *} among them
 */
record Parameters(String name, List<Parameter> all) {

  /**
   * One parameter.
   *
   * @param text as it is written
   * @param name without stars
   * @param type empty where none is declared
   * @param standard the default, empty where there is none
   * @param stars how many stars it has
   */
  record Parameter(String text, String name, String type, String standard, int stars) {
    boolean takesKeyword() {
      return stars == 0;
    }
  }

  /** Reads a signature of one line. */
  static Parameters of(String signature) {
    List<Lexeme> lexemes = Lexeme.of(signature);
    List<Parameter> found = new ArrayList<>();
    int depth = 0;
    int start = 0;
    String name = signature;
    for (Lexeme lexeme : lexemes) {
      String text = lexeme.text(signature);
      boolean ends = depth == 1 && (text.equals(",") || text.equals(")"));
      if (ends && !signature.substring(start, lexeme.start()).isBlank()) {
        found.add(parameter(signature.substring(start, lexeme.start()).strip()));
      }
      if (lexeme.kind() == Lexeme.Kind.OPEN) {
        name = depth == 0 && found.isEmpty() ? signature.substring(0, lexeme.start()) : name;
        depth++;
      } else if (lexeme.kind() == Lexeme.Kind.CLOSE) {
        depth--;
      }
      if (ends || depth == 1 && lexeme.kind() == Lexeme.Kind.OPEN) {
        start = lexeme.end();
      }
      if (depth == 0 && lexeme.kind() == Lexeme.Kind.CLOSE) {
        break;
      }
    }
    return new Parameters(name.strip(), List.copyOf(found));
  }

  private static Parameter parameter(String text) {
    int stars = 0;
    while (stars < text.length() && text.charAt(stars) == '*') {
      stars++;
    }
    int assign = text.indexOf('=');
    String declared = (assign < 0 ? text : text.substring(0, assign)).substring(stars).strip();
    String standard = assign < 0 ? "" : text.substring(assign + 1).strip();
    int colon = declared.indexOf(':');
    String name = (colon < 0 ? declared : declared.substring(0, colon)).strip();
    String type = colon < 0 ? "" : declared.substring(colon + 1).strip();
    return new Parameter(text, name, type, standard, stars);
  }

  /** The same without its first parameter, for a method that knows its target. */
  Parameters bound() {
    return all.isEmpty() ? this : new Parameters(name, all.subList(1, all.size()));
  }

  /** The index in {@link #all} of what a positional argument goes to, or -1. */
  int ofPosition(int position) {
    int left = position;
    for (int i = 0; i < all.size(); i++) {
      Parameter parameter = all.get(i);
      if (parameter.stars() == 1 && !parameter.name().isEmpty()) {
        return i;
      }
      if (parameter.stars() > 0) {
        return -1;
      }
      if (left-- == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The index in {@link #all} of the parameter of a name; of {@code **rest} where it is none. */
  int ofKeyword(String keyword) {
    int rest = -1;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).takesKeyword() && all.get(i).name().equals(keyword)) {
        return i;
      }
      rest = all.get(i).stars() == 2 ? i : rest;
    }
    return rest;
  }
}
