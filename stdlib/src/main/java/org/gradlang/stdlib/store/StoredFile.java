package org.gradlang.stdlib.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/** An open file, of which parts are read. */
final class StoredFile {
  private final SeekableByteChannel channel;
  private final long size;

  StoredFile(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /** The length in bytes. */
  long size() {
    return size;
  }

  /** All of it from a place on. */
  ByteSource from(long start) {
    return new ByteSource(part(start, size - start), size - start);
  }

  /** A part of it, which must lie inside; parts are read one after the other. */
  ReadableByteChannel part(long start, long length) {
    return new Part(start, start + length);
  }

  /** The first bytes, fewer where the file is shorter. */
  byte[] head(int most) throws IOException {
    return from(0).bytes(Math.min(most, size));
  }

  private final class Part implements ReadableByteChannel {
    private long at;
    private final long end;

    private Part(long start, long end) {
      this.at = start;
      this.end = end;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (at >= end) {
        return -1;
      }
      int limit = target.limit();
      target.limit(target.position() + (int) Math.min(target.remaining(), end - at));
      int count = channel.position(at).read(target);
      target.limit(limit);
      at += Math.max(count, 0);
      return count;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {
      // the file is closed by who opened it
    }
  }
}
