package org.gradlang.repl.shell.session;

/** What a user can set about a session. */
public final class Preferences {
  /** How many characters of a value are shown. */
  private static final int LIMIT = 2000;

  private boolean color;
  private boolean tips = true;
  private boolean suggestions = true;
  private int limit = LIMIT;

  /** {@code color} is whether the terminal shows colours and the user wants them. */
  public Preferences(boolean color) {
    this.color = color;
  }

  /** Whether anything is coloured. */
  public boolean color() {
    return color;
  }

  /** How many characters of a long list, dict or text are shown as a result. */
  public int limit() {
    return limit;
  }

  /** Whether the signature of a call is shown while it is typed. */
  public boolean tips() {
    return tips;
  }

  /** Whether the rest of an earlier input is suggested. */
  public boolean suggestions() {
    return suggestions;
  }

  void tips(boolean wanted) {
    tips = wanted;
  }

  void suggestions(boolean wanted) {
    suggestions = wanted;
  }

  void color(boolean wanted) {
    color = wanted;
  }

  void limit(int characters) {
    limit = characters;
  }
}
