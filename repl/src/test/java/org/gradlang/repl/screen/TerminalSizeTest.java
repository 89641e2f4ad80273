package org.gradlang.repl.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.gradlang.repl.screen.TerminalScreen.Room;
import org.junit.jupiter.api.Test;

/** What {@code stty size} answers. */
final class TerminalSizeTest {
  @Test
  void rowsComeFirst() {
    assertEquals(Optional.of(new Room(132, 43)), TerminalSize.parsed("43 132\n"));
  }

  @Test
  void aTerminalThatDoesNotKnowIsOfTheUsualSize() {
    assertEquals(Optional.of(Room.USUAL), TerminalSize.parsed("0 0\n"));
  }

  @Test
  void otherAnswersTellNothing() {
    assertEquals(Optional.empty(), TerminalSize.parsed(""));
    assertEquals(Optional.empty(), TerminalSize.parsed("stty: not a tty\n"));
  }
}
