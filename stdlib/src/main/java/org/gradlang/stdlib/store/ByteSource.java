package org.gradlang.stdlib.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Storage;

/**
 * Bytes of a file in order, with an end that is known: what they cannot hold is refused before room
 * is made for it.
 */
final class ByteSource {
  private static final int CHUNK = 1 << 18;

  /** Up to where room outside of the heap does not pay. */
  private static final int SMALL = 1 << 14;

  private final ReadableByteChannel channel;
  private final ByteBuffer chunk;
  private final CRC32 sum = new CRC32();
  private boolean summed;
  private long left;

  ByteSource(ReadableByteChannel channel, long length, ByteBuffer chunk) {
    this.channel = channel;
    this.left = length;
    this.chunk = chunk.clear().limit(0);
  }

  /** Room through which so many bytes can be read; several sources may use it, but not at once. */
  static ByteBuffer chunk(long length) {
    return length <= SMALL
        ? ByteBuffer.allocate((int) length)
        : ByteBuffer.allocateDirect((int) Math.min(length, CHUNK));
  }

  /** Takes the check sum of what is read from now on. */
  ByteSource summed() {
    summed = true;
    return this;
  }

  /** The check sum of what was read. */
  long sum() {
    return sum.getValue();
  }

  /** How many bytes are still to be read. */
  long left() {
    return left;
  }

  /** The next bytes. */
  byte[] bytes(long count) throws IOException {
    require(count);
    if (count > Integer.MAX_VALUE - 16) {
      throw new FormatException("a part of it has " + count + " bytes, too many to read");
    }
    byte[] result = new byte[(int) count];
    for (int at = 0; at < result.length; at += chunk.capacity()) {
      int part = Math.min(chunk.capacity(), result.length - at);
      next(part).get(result, at, part);
    }
    return result;
  }

  /** The next byte, from 0 to 255. */
  int unsigned() throws IOException {
    require(1);
    return Byte.toUnsignedInt(next(1).get());
  }

  /** A few of the next bytes as a buffer that is good until more is read. */
  ByteBuffer small(int count, ByteOrder order) throws IOException {
    require(count);
    return next(count).order(order);
  }

  /** Reads elements into the whole of a storage. */
  void elements(ElementKind kind, ByteOrder order, Storage target) throws IOException {
    int length = target.length();
    requireElements(kind, length);
    int most = chunk.capacity() / kind.bytes();
    for (int at = 0; at < length; at += most) {
      int part = Math.min(most, length - at);
      kind.read(next(part * kind.bytes()).order(order), target, at);
    }
  }

  /** A new storage of the next elements. */
  Storage elements(ElementKind kind, ByteOrder order, int count) throws IOException {
    requireElements(kind, count);
    Storage storage = Storage.zeros(kind.dtype(), count);
    elements(kind, order, storage);
    return storage;
  }

  private void requireElements(ElementKind kind, int count) throws FormatException {
    require((long) count * kind.bytes());
  }

  /** Passes over bytes. */
  void skip(long count) throws IOException {
    require(count);
    long rest = count;
    while (rest > 0) {
      int part = (int) Math.min(chunk.capacity(), rest);
      next(part);
      rest -= part;
    }
  }

  private void require(long count) throws FormatException {
    if (count < 0 || count > left) {
      throw new FormatException(
          "it is cut or damaged: a part of it should have "
              + Long.toUnsignedString(count)
              + " bytes, and only "
              + left
              + " are left");
    }
  }

  /** The next bytes, which are good until more is read. */
  private ByteBuffer next(int count) throws IOException {
    if (chunk.remaining() < count) {
      fill(count);
    }
    ByteBuffer part = chunk.slice(chunk.position(), count);
    chunk.position(chunk.position() + count);
    left -= count;
    if (summed) {
      sum.update(part);
      part.rewind();
    }
    return part;
  }

  /** Reads on, to at least so many bytes and to as many as the chunk takes. */
  private void fill(int count) throws IOException {
    chunk.compact();
    while (chunk.position() < count) {
      if (channel.read(chunk) < 0) {
        int more = count - chunk.position();
        throw new FormatException("it is cut: " + more + " bytes more should follow");
      }
    }
    chunk.flip();
    Context.current().worked(chunk.limit());
  }
}
