package org.gradlang.repl.screen;

import java.io.IOException;
import java.io.Writer;

/** A writer of whole texts: whatever way it is written to comes down to {@link #write(String)}. */
public abstract class TextWriter extends Writer {
  @Override
  public abstract void write(String text) throws IOException;

  @Override
  public final void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length));
  }

  @Override
  public final void write(String text, int offset, int length) throws IOException {
    write(text.substring(offset, offset + length));
  }
}
