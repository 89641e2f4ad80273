package org.gradlang.jsr223;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Supplier;

/** Writes to where the current script context says, which changes from run to run. */
final class ContextWriter extends Writer {
  private final Supplier<Writer> target;

  ContextWriter(Supplier<Writer> target) {
    this.target = target;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    target.get().write(text, offset, length);
  }

  @Override
  public void flush() throws IOException {
    target.get().flush();
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
