package org.gradlang.repl.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradlang.Picture;
import org.gradlang.Pixels;
import org.gradlang.Screen;
import org.gradlang.TextStyle;
import org.gradlang.repl.screen.Abilities.Graphics;

/** A terminal that pictures are shown on, between the lines of a program's output. */
public final class TerminalScreen implements Screen {
  /** How many columns a plot takes, where there are so many. */
  private static final int PLOT_COLUMNS = 80;

  /** How many pixels wide a column is where only pixels can be told: most often about that. */
  private static final int COLUMN_PIXELS = 10;

  /** Smaller images are enlarged. */
  private static final int LEAST_PIXELS = 240;

  private final Writer out;
  private final Supplier<Room> room;
  private final Abilities abilities;

  /** How large a terminal is, in characters. */
  public record Room(int columns, int rows) {
    /** What is assumed where nobody knows. */
    public static final Room USUAL = new Room(80, 24);

    /** A room of that size; of a side that is not known, the usual one. */
    public static Room of(int columns, int rows) {
      return new Room(columns > 0 ? columns : USUAL.columns, rows > 0 ? rows : USUAL.rows);
    }
  }

  /**
   * A screen.
   *
   * @param out writes to the terminal
   * @param room how large it is now; asked for each picture
   */
  public TerminalScreen(Writer out, Supplier<Room> room, Abilities abilities) {
    this.out = out;
    this.room = room;
    this.abilities = abilities;
  }

  @Override
  public boolean show(Picture picture) {
    Room now = room.get();
    boolean graphical = abilities.graphics() != Graphics.NONE;
    Optional<String> shown =
        graphical ? pixels(picture, now).or(() -> text(picture, now)) : text(picture, now);
    shown.ifPresent(this::write);
    return shown.isPresent();
  }

  private Optional<String> text(Picture picture, Room now) {
    TextStyle style =
        new TextStyle(now.columns(), now.rows(), abilities.colors(), abilities.unicode());
    return picture
        .text(style)
        .or(() ->
            picture.pixels(now.columns()).map(image -> HalfBlocks.of(image.onWhite(), style)));
  }

  private Optional<String> pixels(Picture picture, Room now) {
    boolean drawn = picture.text(TextStyle.plain()).isPresent();
    int columns = Math.min(now.columns(), PLOT_COLUMNS);
    return picture
        .pixels(columns * COLUMN_PIXELS)
        .map(Pixels::onWhite)
        .map(image -> drawn ? plot(image, columns) : image(image, now.columns()));
  }

  /** A drawing takes so many columns, however small the pixels of the terminal are. */
  private String plot(Pixels image, int columns) {
    return switch (abilities.graphics()) {
      case SIXEL -> encoded(Scaling.narrowed(image, columns * COLUMN_PIXELS), 0);
      default -> encoded(image, columns);
    };
  }

  /** An image keeps its pixels, each of them enlarged if there are few. */
  private String image(Pixels image, int columns) {
    int longest = Math.max(image.width(), image.height());
    Pixels large = Scaling.enlarged(image, Math.max(1, LEAST_PIXELS / longest));
    return encoded(Scaling.narrowed(large, columns * COLUMN_PIXELS), 0);
  }

  private String encoded(Pixels image, int columns) {
    String sequence =
        switch (abilities.graphics()) {
          case KITTY -> ImageSequences.kitty(image, columns, this::passed);
          case ITERM2 -> passed(ImageSequences.iterm2(image, columns));
          case SIXEL -> passed(Sixel.of(image));
          case NONE -> "";
        };
    return sequence + "\n";
  }

  /** A sequence that tmux hands on to the terminal, if its user allowed that. */
  private String passed(String sequence) {
    return abilities.multiplexed()
        ? "\u001bPtmux;" + sequence.replace("\u001b", "\u001b\u001b") + "\u001b\\"
        : sequence;
  }

  private void write(String text) {
    try {
      out.write(text);
      out.flush();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
