package org.gradlang.graph;

import org.gradlang.syntax.Site;

/**
 * What a program calls a value, read from its text: {@code w} where {@code let w = randn(3)} made
 * it. Only where the whole right side is the value is the name sure.
 */
public final class VariableNames {
  /** Methods that give back the tensor that they are called on. */
  private static final String SAME = "\\.(requires_grad_|retain_grad)\\(";

  private final String text;
  private int before;
  private int behind;

  private VariableNames(Site site) {
    this.text = site.source().text();
    this.before = site.span().start();
    this.behind = site.span().end();
  }

  /** The name that the value of an expression gets, or empty. */
  public static String of(Site site) {
    return new VariableNames(site).find();
  }

  private String find() {
    unwrap();
    if (!endsHere()) {
      return "";
    }
    skipSpacesBack();
    if (before == 0 || text.charAt(before - 1) != '=') {
      return "";
    }
    before--;
    if (before > 0 && "=<>!+-*/%&|^@".indexOf(text.charAt(before - 1)) >= 0) {
      return "";
    }
    skipSpacesBack();
    String name = pathBack();
    return startsStatement() ? name : "";
  }

  /** Leaves parentheses, and the call of Parameter, which keeps its argument's elements. */
  private void unwrap() {
    while (true) {
      int start = before;
      skipSpacesBack();
      if (before == 0 || text.charAt(before - 1) != '(') {
        before = start;
        return;
      }
      before--;
      String called = pathBack();
      if (!called.isEmpty() && !called.equals("Parameter") && !called.equals("nn.Parameter")) {
        before = start;
        return;
      }
      int close = text.indexOf(')', behind);
      behind = close < 0 ? text.length() : close + 1;
    }
  }

  private boolean endsHere() {
    String rest = text.substring(behind, Math.min(text.length(), behind + 80)).stripLeading();
    boolean newLine = text.substring(behind).strip().isEmpty() || startsLine(behind);
    return newLine || rest.matches("(?s)([;}#]|" + SAME + ").*");
  }

  /** Whether nothing but spaces stands between a place and the end of its line. */
  private boolean startsLine(int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\r')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '\n';
  }

  private void skipSpacesBack() {
    while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
      before--;
    }
  }

  /** A name with dots that ends here. */
  private String pathBack() {
    int end = before;
    while (before > 0 && isNamePart(text.charAt(before - 1))) {
      before--;
    }
    return text.substring(before, end);
  }

  private static boolean isNamePart(char c) {
    return Character.isUnicodeIdentifierPart(c) || c == '.';
  }

  /** Whether the name is what a statement assigns to. */
  private boolean startsStatement() {
    int start = before;
    while (before > 0 && (text.charAt(before - 1) == ' ' || text.charAt(before - 1) == '\t')) {
      before--;
    }
    if (before >= 3 && text.startsWith("let", before - 3) && before < start) {
      return before == 3 || !isNamePart(text.charAt(before - 4));
    }
    return before == 0 || "\n;{".indexOf(text.charAt(before - 1)) >= 0;
  }
}
