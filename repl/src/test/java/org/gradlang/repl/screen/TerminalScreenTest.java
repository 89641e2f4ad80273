package org.gradlang.repl.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradlang.Picture;
import org.gradlang.Pixels;
import org.gradlang.TextStyle;
import org.gradlang.TextStyle.Colors;
import org.gradlang.repl.screen.Abilities.Graphics;
import org.gradlang.repl.screen.TerminalScreen.Room;
import org.gradlang.stdlib.picture.ImageEncoder;
import org.junit.jupiter.api.Test;

/** What is sent to a terminal for a picture. */
final class TerminalScreenTest {
  private static final int RED = 0xffff0000;
  private static final int BLUE = 0xff0000ff;
  private static final int WHITE = 0xffffffff;
  private static final int BLACK = 0xff000000;

  /** Two pixels above two. */
  private static final Pixels FLAG = new Pixels(2, 2, new int[] {RED, BLUE, WHITE, BLACK});

  private static final Pattern KITTY = Pattern.compile("\u001b_G([^;]*);([^\u001b]*)\u001b\\\\");

  private static Abilities abilities(Graphics graphics, Colors colors, boolean multiplexed) {
    return new Abilities(graphics, colors, true, multiplexed);
  }

  private static String sent(Picture picture, Abilities abilities) {
    StringWriter out = new StringWriter();
    assertTrue(new TerminalScreen(out, () -> new Room(60, 20), abilities).show(picture));
    return out.toString();
  }

  private static Picture image(Pixels pixels) {
    return new Picture() {
      @Override
      public Optional<Pixels> pixels(int width) {
        return Optional.of(pixels);
      }
    };
  }

  private static Picture plot(Pixels pixels) {
    return new Picture() {
      @Override
      public Optional<String> text(TextStyle style) {
        return Optional.of(style.columns() + " x " + style.rows() + "\n");
      }

      @Override
      public Optional<Pixels> pixels(int width) {
        return Optional.of(pixels);
      }
    };
  }

  private static Pixels noise(int width, int height) {
    Random random = new Random(1);
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = 0xff000000 | random.nextInt(1 << 24);
    }
    return new Pixels(width, height, argb);
  }

  private static String base64(Pixels image) {
    return Base64.getEncoder().encodeToString(ImageEncoder.png(image));
  }

  @Test
  void kittyTakesAPngInChunks() {
    Pixels noise = noise(300, 20);
    String text = sent(image(noise), abilities(Graphics.KITTY, Colors.ALL, false));
    StringBuilder data = new StringBuilder();
    StringBuilder keys = new StringBuilder();
    Matcher matcher = KITTY.matcher(text);
    while (matcher.find()) {
      assertTrue(matcher.group(2).length() <= 4096);
      keys.append(matcher.group(1)).append('|');
      data.append(matcher.group(2));
    }
    assertEquals("a=T,f=100,q=2,m=1|m=1|m=1|m=1|m=1|m=0|", keys.toString());
    assertEquals(base64(noise), data.toString());
    assertTrue(text.endsWith("\u001b\\\n"));
  }

  @Test
  void aPlotHasAWidthInColumns() {
    Pixels pixels = noise(100, 50);
    String kitty = sent(plot(pixels), abilities(Graphics.KITTY, Colors.ALL, false));
    assertTrue(kitty.startsWith("\u001b_Ga=T,f=100,q=2,c=60,m=1;"), kitty.substring(0, 40));
    String iterm2 = sent(plot(pixels), abilities(Graphics.ITERM2, Colors.ALL, false));
    assertTrue(iterm2.startsWith("\u001b]1337;File=inline=1;width=60:iVBOR"));
  }

  @Test
  void iterm2TakesAPng() {
    String text = sent(image(noise(300, 20)), abilities(Graphics.ITERM2, Colors.ALL, false));
    assertEquals("\u001b]1337;File=inline=1:" + base64(noise(300, 20)) + "\u0007\n", text);
  }

  @Test
  void fewPixelsAreEnlarged() {
    String text = sent(image(FLAG), abilities(Graphics.ITERM2, Colors.ALL, false));
    Pixels shown = Scaling.enlarged(FLAG, 120);
    assertEquals("\u001b]1337;File=inline=1:" + base64(shown) + "\u0007\n", text);
    assertEquals(240, shown.width());
    assertEquals(RED, shown.at(119, 119));
    assertEquals(BLUE, shown.at(120, 119));
    assertEquals(WHITE, shown.at(119, 120));
  }

  @Test
  void tmuxIsAskedToHandSequencesOn() {
    String text = sent(image(noise(300, 20)), abilities(Graphics.KITTY, Colors.ALL, true));
    assertTrue(text.startsWith("\u001bPtmux;\u001b\u001b_Ga=T"));
    assertTrue(text.endsWith("\u001b\u001b\\\u001b\\\n"));
    assertEquals(6, text.split("\u001bPtmux;", -1).length - 1);
  }

  @Test
  void sixelIsBandsOfSixRows() {
    Pixels image = new Pixels(5, 7, new int[35]);
    for (int i = 0; i < 35; i++) {
      image.argb()[i] = i % 5 == 0 ? RED : WHITE;
    }
    // "~" is all six rows, "@" the first one, "!4" four times, "$" back to the left, "-" next band
    assertEquals(
        "\u001bP0;1q\"1;1;5;7#0;2;100;0;0#1;2;100;100;100" + "#0~$#1?!4~$-#0@$#1?!4@$-\u001b\\",
        Sixel.of(image));
  }

  @Test
  void sixelKeepsColorsAsFarAs256Go() {
    Pixels noise = noise(64, 48);
    int[] drawn = SixelReader.read(Sixel.of(noise), 64, 48);
    for (int i = 0; i < drawn.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        int wanted = noise.argb()[i] >> shift & 255;
        assertEquals(wanted, drawn[i] >> shift & 255, 66, "pixel " + i); // 2 bits a channel
      }
    }
  }

  @Test
  void halfBlocksShowTwoPixelsInACharacter() {
    Pixels row = new Pixels(40, 3, new int[120]);
    for (int i = 0; i < 120; i++) {
      row.argb()[i] = i < 40 ? RED : i < 80 ? BLUE : WHITE;
    }
    String blocks = "\u2580".repeat(40);
    assertEquals(
        "\u001b[38;2;255;0;0;48;2;0;0;255m"
            + blocks
            + "\u001b[0m\n"
            + "\u001b[38;2;255;255;255;49m"
            + blocks
            + "\u001b[0m\n",
        sent(image(row), abilities(Graphics.NONE, Colors.ALL, false)));
    assertEquals(
        "\u001b[38;5;196;48;5;21m"
            + blocks
            + "\u001b[0m\n"
            + "\u001b[38;5;231;49m"
            + blocks
            + "\u001b[0m\n",
        sent(image(row), abilities(Graphics.NONE, Colors.PALETTE, false)));
  }

  @Test
  void withoutColoursBrightIsDense() {
    Pixels row = new Pixels(40, 2, new int[80]);
    for (int i = 0; i < 80; i++) {
      int level = i % 40 * 255 / 39;
      row.argb()[i] = 0xff000000 | level << 16 | level << 8 | level;
    }
    assertEquals(
        "    ....::::----====++++****####%%%%@@@@\n",
        sent(image(row), abilities(Graphics.NONE, Colors.NONE, false)));
  }

  @Test
  void largeImagesFit() {
    String text = sent(image(noise(600, 400)), abilities(Graphics.NONE, Colors.NONE, false));
    assertTrue(text.lines().count() <= 19);
    assertTrue(text.lines().allMatch(line -> line.length() <= 60));
    assertTrue(text.lines().anyMatch(line -> line.length() >= 50));
  }

  @Test
  void aPlotIsTextWhereThereAreNoPixels() {
    assertEquals("60 x 20\n", sent(plot(FLAG), abilities(Graphics.NONE, Colors.ALL, false)));
  }

  @Test
  void whatIsOnlyTextIsTextEverywhere() {
    Picture text =
        new Picture() {
          @Override
          public Optional<String> text(TextStyle style) {
            return Optional.of("graph\n");
          }
        };
    assertEquals("graph\n", sent(text, abilities(Graphics.KITTY, Colors.ALL, false)));
  }

  @Test
  void whatHasNoFormIsNotShown() {
    StringWriter out = new StringWriter();
    Abilities abilities = abilities(Graphics.NONE, Colors.ALL, false);
    assertFalse(new TerminalScreen(out, () -> Room.USUAL, abilities).show(new Picture() {}));
    assertEquals("", out.toString());
  }

  @Test
  void opacityIsSeenOnWhite() {
    Pixels half = new Pixels(1, 1, new int[] {0x80ff0000});
    assertArrayEquals(new int[] {0xffff7f7f}, half.onWhite().argb());
  }
}
