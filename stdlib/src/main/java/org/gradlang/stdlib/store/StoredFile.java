package org.gradlang.stdlib.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** An open file, of which parts are read. */
final class StoredFile {
  private final SeekableByteChannel channel;
  private final long size;
  private final Deque<ByteBuffer> spare = new ArrayDeque<>();

  /** What reads a part. */
  interface Reader<T> {
    T read(ByteSource source) throws IOException;
  }

  StoredFile(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /** The length in bytes. */
  long size() {
    return size;
  }

  /** All of it. */
  ByteSource content() {
    return new ByteSource(part(0, size), size, ByteSource.chunk(size));
  }

  /** A few bytes from a place; they must be there. */
  byte[] bytes(long start, long length) throws IOException {
    return new ByteSource(part(start, length), length, ByteSource.chunk(length)).bytes(length);
  }

  /** Has a part read, through room that is kept for the next. */
  <T> T read(ReadableByteChannel content, long length, Reader<T> reader) throws IOException {
    ByteBuffer kept = spare.pollFirst();
    ByteBuffer chunk = kept == null ? ByteSource.chunk(size) : kept;
    try {
      return reader.read(new ByteSource(content, length, chunk));
    } finally {
      spare.addFirst(chunk);
    }
  }

  /** A part of it, which must lie inside; parts are read one after the other. */
  ReadableByteChannel part(long start, long length) {
    return new Part(start, start + length);
  }

  /** The first bytes, fewer where the file is shorter. */
  byte[] head(int most) throws IOException {
    return bytes(0, Math.min(most, size));
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
