package org.gradlang.repl.shell.complete;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradlang.syntax.Lexeme;
import org.gradlang.syntax.Lexeme.Kind;

/** A place in an input, by the words that stand before it. */
final class InputPlace {
  private final String text;
  private final List<Lexeme> before;

  /** The string or comment that the place is in, or the word that ends there. */
  private final Optional<Lexeme> at;

  InputPlace(String textBefore) {
    text = textBefore;
    List<Lexeme> all = new ArrayList<>(Lexeme.of(textBefore));
    boolean touches = !all.isEmpty() && all.getLast().end() == text.length() && continues(all);
    at = touches ? Optional.of(all.removeLast()) : Optional.empty();
    before = List.copyOf(all);
  }

  private boolean continues(List<Lexeme> all) {
    Lexeme last = all.getLast();
    return switch (last.kind()) {
      case NAME, KEYWORD, COMMENT -> true;
      case STRING -> isOpenString(last);
      default -> false;
    };
  }

  private boolean isOpenString(Lexeme string) {
    String word = string.text(text);
    char quote = word.charAt(0);
    boolean plain = quote == '"' || quote == '\'';
    return plain && (word.length() == 1 || word.charAt(word.length() - 1) != quote);
  }

  /** Whether nothing can be said here: a comment. */
  boolean isInComment() {
    return at.isPresent() && at.get().kind() == Kind.COMMENT;
  }

  /** What has been typed of a plain string, without its quote. */
  Optional<String> string() {
    return at.filter(word -> word.kind() == Kind.STRING).map(word -> word.text(text).substring(1));
  }

  /** The quote that opened the string. */
  char quote() {
    return at.map(word -> word.text(text).charAt(0)).orElse('"');
  }

  /** What has been typed of a name; empty where none has begun. */
  String name() {
    return at.filter(word -> word.kind() != Kind.STRING).map(word -> word.text(text)).orElse("");
  }

  /** Whether the word before is this one. */
  boolean follows(String word) {
    return !before.isEmpty() && before.getLast().text(text).equals(word);
  }

  /** The chain before the dot, as source text; empty where there is no dot or no plain chain. */
  Optional<String> receiver() {
    return follows(".") ? chain(before.size() - 2) : Optional.empty();
  }

  /** Of a place right behind an opening {@code [}: the chain that is indexed. */
  Optional<String> indexed() {
    return follows("[") ? chain(before.size() - 2) : Optional.empty();
  }

  /** The names, attributes and constant indices that end with a word, as source text. */
  private Optional<String> chain(int last) {
    int i = last;
    while (i >= 0) {
      int link = link(i);
      if (link < 0) {
        return Optional.empty();
      }
      boolean name = before.get(i).kind() != Kind.CLOSE;
      boolean more = link > 0 && (!name || before.get(link - 1).text(text).equals("."));
      if (name && !more) {
        return Optional.of(text.substring(before.get(link).start(), before.get(last).end()));
      }
      i = name ? link - 2 : link - 1;
    }
    return Optional.empty();
  }

  /**
   * Where the link of a chain that ends with a word begins: a name or {@code [constant]}; or -1.
   */
  private int link(int last) {
    Lexeme word = before.get(last);
    if (word.kind() == Kind.NAME || word.kind() == Kind.KEYWORD) {
      return last;
    }
    if (!word.text(text).equals("]")) {
      return -1;
    }
    int open = last - 1;
    while (open > 0 && isConstant(before.get(open))) {
      open--;
    }
    boolean indexes = open > 0 && open < last - 1 && before.get(open).text(text).equals("[");
    return indexes ? open : -1;
  }

  private boolean isConstant(Lexeme word) {
    String sign = word.text(text);
    return word.kind() == Kind.NUMBER || word.kind() == Kind.STRING || sign.equals("-");
  }

  /** The call whose parentheses are the innermost brackets around the place. */
  Optional<OpenCall> call() {
    int depth = 0;
    for (int i = before.size() - 1; i > 0; i--) {
      Kind kind = before.get(i).kind();
      if (kind == Kind.CLOSE) {
        depth++;
      } else if (kind == Kind.OPEN && depth-- == 0) {
        boolean paren = before.get(i).text(text).equals("(");
        int open = i;
        return paren ? chain(i - 1).map(callee -> openCall(callee, open)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private OpenCall openCall(String callee, int open) {
    int depth = 0;
    int position = 0;
    int argument = open + 1;
    List<String> keywords = new ArrayList<>();
    for (int i = open + 1; i < before.size(); i++) {
      Lexeme word = before.get(i);
      depth += word.kind() == Kind.OPEN ? 1 : word.kind() == Kind.CLOSE ? -1 : 0;
      if (depth == 0 && word.text(text).equals(",")) {
        position++;
        argument = i + 1;
      } else if (i == argument + 1 && word.text(text).equals("=")) {
        keywords.add(before.get(argument).text(text));
      }
    }
    boolean begins = argument == before.size();
    String keyword = isKeyword(argument) ? keywords.getLast() : "";
    return new OpenCall(callee, position, keyword, List.copyOf(keywords), begins);
  }

  private boolean isKeyword(int argument) {
    return argument + 1 < before.size() && before.get(argument + 1).text(text).equals("=");
  }

  /**
   * A call that is being typed.
   *
   * @param callee what is called, as source text
   * @param position how many arguments stand before the one at hand
   * @param keyword the keyword of the one at hand, or empty
   * @param keywords all keywords so far
   * @param begins whether nothing or only a name has been typed of the one at hand
   */
  record OpenCall(
      String callee, int position, String keyword, List<String> keywords, boolean begins) {}
}
