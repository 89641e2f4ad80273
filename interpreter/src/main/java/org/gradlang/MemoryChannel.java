package org.gradlang;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Bytes in memory, to be read at any place. */
final class MemoryChannel implements SeekableByteChannel {
  private final byte[] content;
  private long position;
  private boolean open = true;

  MemoryChannel(byte[] content) {
    this.content = content;
  }

  @Override
  public int read(ByteBuffer target) throws ClosedChannelException {
    requireOpen();
    if (position >= content.length) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), content.length - position);
    target.put(content, (int) position, count);
    position += count;
    return count;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws ClosedChannelException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws ClosedChannelException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position below 0");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws ClosedChannelException {
    requireOpen();
    return content.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
