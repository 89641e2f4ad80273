package org.gradlang.stdlib.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more has come out of it than can be held: the answer to gzip bombs. */
final class LimitedStream extends FilterInputStream {
  private final long limit;
  private long taken;

  LimitedStream(InputStream source, long limit) {
    super(source);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) throws IOException {
    taken += Math.max(0, more);
    if (taken > limit) {
      throw new IOException("it unpacks to more than " + (limit >> 20) + " MB, which is refused");
    }
  }
}
