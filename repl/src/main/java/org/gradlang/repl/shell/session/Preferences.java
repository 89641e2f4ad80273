package org.gradlang.repl.shell.session;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a user can set about a session. */
public final class Preferences {
  /** How many characters of a value are shown. */
  private static final int LIMIT = 1000;

  private static final int MOST = 1_000_000;

  private boolean color;
  private boolean tips = true;
  private boolean suggestions = true;
  private int limit = LIMIT;

  /** {@code color} is whether the terminal shows colours and the user wants them. */
  public Preferences(boolean color) {
    this.color = color;
  }

  /** All that can be set. */
  public List<Setting> all() {
    return List.of(
        flag("color", "colours in inputs and errors", () -> color, on -> color = on),
        flag("tips", "the signature of a call below it", () -> tips, on -> tips = on),
        flag(
            "suggest",
            "the rest of an earlier input, in grey",
            () -> suggestions,
            on -> suggestions = on),
        new Setting(
            "limit",
            "how many characters of a long list, dict or text are shown",
            List.of("200", "1000", "20000"),
            () -> Integer.toString(limit),
            this::limit));
  }

  private static Setting flag(
      String name, String summary, Supplier<Boolean> current, Consumer<Boolean> change) {
    return new Setting(
        name,
        summary,
        List.of("on", "off"),
        () -> current.get() ? "on" : "off",
        value -> {
          boolean known = value.equals("on") || value.equals("off");
          if (known) {
            change.accept(value.equals("on"));
          }
          return known;
        });
  }

  private boolean limit(String value) {
    if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) > MOST) {
      return false;
    }
    limit = Integer.parseInt(value);
    return true;
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
}
