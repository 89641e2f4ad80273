package org.gradlang.stdlib;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import org.gradlang.tensor.Context;

/**
 * Streams that ask whether to stop each time something goes through them: so whatever reads and
 * writes long files can be stopped, be it our own or another library's.
 */
public final class Stoppable {
  /** Bytes or characters that go through while work is done on one element. */
  private static final int CHEAP = 4;

  private Stoppable() {}

  /** A stream that gives what {@code source} gives. */
  public static InputStream stream(InputStream source) {
    return new Input(source);
  }

  /** A reader that gives what {@code source} gives. */
  public static Reader reader(Reader source) {
    return new Text(source);
  }

  /** A stream that hands on to {@code target}. */
  public static OutputStream stream(OutputStream target) {
    return new Output(target);
  }

  /** A writer to a text. */
  public static StringWriter text() {
    return new Characters();
  }

  private static int cost(long count) {
    return (int) Math.min(Math.max(0, count) / CHEAP + 1, Integer.MAX_VALUE);
  }

  private static final class Input extends FilterInputStream {
    private final Context context = Context.current();

    Input(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      context.worked(1);
      return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      context.worked(cost(count));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      context.worked(cost(count));
      return super.skip(count);
    }
  }

  private static final class Text extends FilterReader {
    private final Context context = Context.current();

    Text(Reader source) {
      super(source);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      context.worked(cost(count));
      return count;
    }
  }

  private static final class Output extends FilterOutputStream {
    private final Context context = Context.current();

    Output(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      context.worked(cost(length));
      out.write(source, offset, length);
    }
  }

  private static final class Characters extends StringWriter {
    private final Context context = Context.current();

    @Override
    public void write(char[] source, int offset, int length) {
      context.worked(cost(length));
      super.write(source, offset, length);
    }
  }
}
