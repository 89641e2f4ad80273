package org.gradlang.repl.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.gradlang.TextStyle.Colors;
import org.gradlang.repl.screen.Abilities.Graphics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment says of a terminal. */
final class AbilitiesTest {
  private static Abilities of(String variables) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(" ", -1)) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return Abilities.of(name -> environment.getOrDefault(name, ""), true);
  }

  @ParameterizedTest
  @CsvSource({
    "TERM=xterm-kitty, KITTY",
    "TERM=xterm-256color KITTY_WINDOW_ID=3, KITTY",
    "TERM=xterm-ghostty, KITTY",
    "TERM=xterm-256color TERM_PROGRAM=iTerm.app, ITERM2",
    "TERM=xterm-256color LC_TERMINAL=iTerm2, ITERM2",
    "TERM=xterm-256color TERM_PROGRAM=WezTerm, ITERM2",
    "TERM=foot, SIXEL",
    "TERM=xterm-256color KONSOLE_VERSION=230800, SIXEL",
    "TERM=xterm-256color KONSOLE_VERSION=210400, NONE",
    "TERM=xterm-256color, NONE",
    "TERM=dumb KITTY_WINDOW_ID=3, NONE",
    "TERM=tmux-256color KITTY_WINDOW_ID=3 TMUX=/tmp/tmux, NONE",
    "TERM=screen STY=1 LC_TERMINAL=iTerm2, NONE",
    "TERM=tmux-256color TMUX=/tmp/tmux GRAD_GRAPHICS=kitty, KITTY",
    "TERM=xterm-kitty GRAD_GRAPHICS=text, NONE",
    "TERM=xterm GRAD_GRAPHICS=Sixel, SIXEL",
  })
  void graphics(String variables, Graphics expected) {
    assertEquals(expected, of(variables).graphics());
  }

  @ParameterizedTest
  @CsvSource({
    "TERM=xterm-256color, PALETTE",
    "TERM=xterm-256color COLORTERM=truecolor, ALL",
    "TERM=xterm-kitty, ALL",
    "TERM=xterm-direct, ALL",
    "TERM=dumb COLORTERM=truecolor, NONE",
    "COLORTERM=truecolor, NONE",
    "TERM=xterm NO_COLOR=1, NONE",
    "TERM=xterm NO_COLOR=, PALETTE",
  })
  void colors(String variables, Colors expected) {
    assertEquals(expected, of(variables).colors());
  }

  @ParameterizedTest
  @CsvSource({
    "TERM=xterm, true",
    "LANG=C.UTF-8, true",
    "LANG=en_US.utf8, true",
    "LANG=C, false",
    "LANG=de_DE.UTF-8 LC_ALL=POSIX, false",
    "LANG=C LC_CTYPE=en_US.UTF-8, true",
  })
  void unicode(String variables, boolean expected) {
    assertEquals(expected, of(variables).unicode());
  }
}
