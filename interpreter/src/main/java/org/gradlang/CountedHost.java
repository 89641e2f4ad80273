package org.gradlang;

import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gradlang.builtin.Display;
import org.gradlang.tensor.Budget;

/**
 * What a host grants, with all that a program lets it write counted: its output, lines that stay of
 * its progress bars, pictures in the form of text.
 */
record CountedHost(
    Writer out,
    FileAccess files,
    Display display,
    Screen screen,
    LongSupplier clock,
    List<String> arguments)
    implements Host {
  /** The host of programs that have a budget; the same one where it does not bound their output. */
  static Host of(Host host, Budget budget) {
    if (budget.bounds().output() == Long.MAX_VALUE) {
      return host;
    }
    return new CountedHost(
        new CountedWriter(host.out(), budget),
        host.files(),
        counted(host.display(), budget),
        picture -> host.screen().show(counted(picture, budget)),
        host.clock(),
        host.arguments());
  }

  private static Display counted(Display display, Budget budget) {
    return new Display() {
      @Override
      public boolean isLive() {
        return display.isLive();
      }

      @Override
      public void show(List<String> lines) {
        display.show(lines);
      }

      @Override
      public void leave(String line) {
        budget.write(line.length() + 1L);
        display.leave(line);
      }
    };
  }

  private static Picture counted(Picture picture, Budget budget) {
    return new Picture() {
      @Override
      public Optional<String> text(TextStyle style) {
        Optional<String> text = picture.text(style);
        text.ifPresent(lines -> budget.write(lines.length()));
        return text;
      }

      @Override
      public Optional<Pixels> pixels(int width) {
        return picture.pixels(width);
      }
    };
  }
}
