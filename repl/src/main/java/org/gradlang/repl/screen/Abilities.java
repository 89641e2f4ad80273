package org.gradlang.repl.screen;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.gradlang.TextStyle.Colors;

/**
 * What a terminal shows, as far as environment variables tell. It is not asked: a terminal that
 * does not know the question leaves us waiting, or prints it.
 *
 * @param graphics how it takes pixels
 * @param colors which colours of text it knows
 * @param unicode whether it shows characters beyond ASCII
 * @param multiplexed whether tmux stands between, which passes on only what is marked for the
 *     terminal
 */
public record Abilities(Graphics graphics, Colors colors, boolean unicode, boolean multiplexed) {

  /** How a terminal takes pixels. */
  public enum Graphics {
    /** Kitty's protocol. */
    KITTY,
    /** iTerm2's inline images. */
    ITERM2,
    /** DEC's Sixel. */
    SIXEL,
    /** Not at all. */
    NONE
  }

  /**
   * Reads the environment.
   *
   * @param environment gives a variable's value, or the empty text
   * @param color whether the user wants colours
   */
  public static Abilities of(UnaryOperator<String> environment, boolean color) {
    Environment known = new Environment(environment);
    boolean multiplexed = !known.get("TMUX").isEmpty();
    return new Abilities(
        known.graphics(), color ? known.colors() : Colors.NONE, known.unicode(), multiplexed);
  }

  /** The abilities of the terminal that this process was started on. */
  public static Abilities ofProcess(boolean color) {
    return of(name -> System.getenv().getOrDefault(name, ""), color);
  }

  private record Environment(UnaryOperator<String> variables) {
    /** Terminals whose TERM says that they know all colours. */
    private static final List<String> COLORFUL =
        List.of("direct", "kitty", "ghostty", "foot", "alacritty", "wezterm", "contour");

    String get(String name) {
      return variables.apply(name);
    }

    private boolean is(String name, String... values) {
      String value = get(name).toLowerCase(Locale.ROOT);
      return List.of(values).contains(value);
    }

    private boolean termHas(String part) {
      return get("TERM").contains(part);
    }

    Graphics graphics() {
      return switch (get("GRAD_GRAPHICS").toLowerCase(Locale.ROOT)) {
        case "kitty" -> Graphics.KITTY;
        case "iterm2" -> Graphics.ITERM2;
        case "sixel" -> Graphics.SIXEL;
        case "text" -> Graphics.NONE;
        default -> isBetween() || is("TERM", "dumb", "") ? Graphics.NONE : known();
      };
    }

    /** Whether a multiplexer hides the terminal; variables of the terminal come through it. */
    private boolean isBetween() {
      return !get("TMUX").isEmpty()
          || !get("STY").isEmpty()
          || termHas("screen")
          || termHas("tmux");
    }

    private Graphics known() {
      if (!get("KITTY_WINDOW_ID").isEmpty()
          || termHas("kitty")
          || termHas("ghostty")
          || is("TERM_PROGRAM", "ghostty")) {
        return Graphics.KITTY;
      }
      if (is("TERM_PROGRAM", "iterm.app", "wezterm", "mintty") || is("LC_TERMINAL", "iterm2")) {
        return Graphics.ITERM2;
      }
      boolean konsole = get("KONSOLE_VERSION").compareTo("220400") >= 0;
      return konsole
              || termHas("sixel")
              || termHas("foot")
              || termHas("mlterm")
              || termHas("contour")
          ? Graphics.SIXEL
          : Graphics.NONE;
    }

    Colors colors() {
      if (!get("NO_COLOR").isEmpty() || is("TERM", "dumb", "")) {
        return Colors.NONE;
      }
      return is("COLORTERM", "truecolor", "24bit") || COLORFUL.stream().anyMatch(this::termHas)
          ? Colors.ALL
          : Colors.PALETTE;
    }

    /** Unless the locale says that text is in something else, it is in UTF-8. */
    boolean unicode() {
      for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
        String locale = get(name).toLowerCase(Locale.ROOT);
        if (!locale.isEmpty()) {
          return locale.contains("utf-8") || locale.contains("utf8");
        }
      }
      return true;
    }
  }
}
