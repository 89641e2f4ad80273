package org.gradlang;

import java.io.Writer;
import java.util.List;
import java.util.function.LongSupplier;
import org.gradlang.builtin.Display;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** What a builder was told to grant: nothing of the process unless it was. */
final class Grants implements Host {
  Writer out = Writer.nullWriter();
  FileAccess files = FileAccess.none();
  Display display = Display.none();
  Screen screen = Screen.none();
  LongSupplier clock = Grants::noClock;
  List<String> arguments = List.of();

  /** What an engine keeps: the builder may go on and grant others more. */
  Grants copy() {
    Grants copy = new Grants();
    copy.out = out;
    copy.files = files;
    copy.display = display;
    copy.screen = screen;
    copy.clock = clock;
    copy.arguments = arguments;
    return copy;
  }

  private static long noClock() {
    throw new GradError(ErrorKind.IO, "the clock is not granted to this program");
  }

  @Override
  public Writer out() {
    return out;
  }

  @Override
  public FileAccess files() {
    return files;
  }

  @Override
  public Display display() {
    return display;
  }

  @Override
  public Screen screen() {
    return screen;
  }

  @Override
  public LongSupplier clock() {
    return clock;
  }

  @Override
  public List<String> arguments() {
    return arguments;
  }
}
