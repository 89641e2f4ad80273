package org.gradlang.stdlib.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The parts of a zip archive, by its directory. The JDK's readers want a file of the file system or
 * the archive in order; this one reads what a host grants, at any place, and believes nothing.
 */
final class ZipArchive {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LARGE_LOCATOR = 0x07064b50;
  private static final int LARGE_LOCATOR_LENGTH = 20;
  private static final int LARGE_END = 0x06064b50;
  private static final int LARGE_END_LENGTH = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int LARGE_EXTRA = 1;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final long IN_EXTRA = 0xffffffffL;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** No bytes can be deflated to less than a part of this. */
  private static final long BEST_RATIO = 1032;

  private final StoredFile file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * A part.
   *
   * @param start where it begins, with a header of its own
   * @param end where the next part or the directory begins
   */
  private record Entry(
      String name, int flags, int method, long sum, long packed, long size, long start, long end) {}

  ZipArchive(StoredFile file) throws IOException {
    this.file = file;
    readDirectory();
  }

  /** The names of all parts, in the order of the directory. */
  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Reads all of a part; a wrong check sum counts where {@code checked}. */
  <T> T read(String name, boolean checked, StoredFile.Reader<T> reader) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new FormatException("it has no part '" + name + "'");
    }
    if ((entry.flags & 1) != 0) {
      throw new FormatException("its part '" + name + "' is encrypted");
    }
    ReadableByteChannel packed = file.part(contentStart(entry), entry.packed);
    return switch (entry.method) {
      case STORED -> {
        if (entry.packed != entry.size) {
          throw new FormatException("its part '" + name + "' has two lengths");
        }
        yield file.read(packed, entry.size, source -> all(entry, checked, source, reader));
      }
      case DEFLATED -> inflate(entry, checked, packed, reader);
      default ->
          throw new FormatException(
              "its part '" + name + "' is compressed in a way (" + entry.method + ") unknown here");
    };
  }

  private <T> T inflate(
      Entry entry, boolean checked, ReadableByteChannel packed, StoredFile.Reader<T> reader)
      throws IOException {
    if (entry.size / BEST_RATIO > entry.packed) {
      throw new FormatException(
          "its part '"
              + entry.name
              + "' claims "
              + entry.size
              + " bytes made from "
              + entry.packed);
    }
    Inflater inflater = new Inflater(true);
    try (InflaterInputStream content =
        new InflaterInputStream(Channels.newInputStream(packed), inflater, 1 << 16)) {
      return file.read(
          Channels.newChannel(content), entry.size, source -> all(entry, checked, source, reader));
    } catch (ZipException | EOFException problem) {
      throw new FormatException("the compressed data of its part '" + entry.name + "' are damaged");
    } finally {
      inflater.end();
    }
  }

  private static <T> T all(
      Entry entry, boolean checked, ByteSource source, StoredFile.Reader<T> reader)
      throws IOException {
    T result = reader.read(checked ? source.summed() : source);
    if (source.left() != 0) {
      throw new FormatException(
          source.left() + " bytes too many are in its part '" + entry.name + "'");
    }
    if (checked && source.sum() != entry.sum) {
      throw new FormatException("its part '" + entry.name + "' has a wrong check sum");
    }
    return result;
  }

  private long contentStart(Entry entry) throws IOException {
    ByteBuffer header = buffer(entry.start, LOCAL_LENGTH);
    if (header.getInt(0) != LOCAL) {
      throw damaged();
    }
    long start =
        entry.start
            + LOCAL_LENGTH
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    if (start + entry.packed > entry.end) {
      throw damaged();
    }
    return start;
  }

  private static FormatException damaged() {
    return new FormatException("its directory, that of a zip archive, is cut or damaged");
  }

  /** A few bytes from a place. */
  private ByteBuffer buffer(long at, long length) throws IOException {
    if (at < 0 || length < 0 || at > file.size() - length) {
      throw damaged();
    }
    return ByteBuffer.wrap(file.bytes(at, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void readDirectory() throws IOException {
    long tail = Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
    ByteBuffer last = buffer(file.size() - tail, tail);
    int end = (int) tail - END_LENGTH;
    while (end >= 0 && last.getInt(end) != END) {
      end--;
    }
    if (end < 0) {
      throw damaged();
    }
    long count = Short.toUnsignedInt(last.getShort(end + 10));
    long length = Integer.toUnsignedLong(last.getInt(end + 12));
    long start = Integer.toUnsignedLong(last.getInt(end + 16));
    long endAt = file.size() - tail + end;
    if (count == 0xffff || length == IN_EXTRA || start == IN_EXTRA) {
      ByteBuffer large = largeEnd(endAt);
      count = large.getLong(32);
      length = large.getLong(40);
      start = large.getLong(48);
    }
    if (start < 0 || length < 0 || start > endAt - length || count < 0) {
      throw damaged();
    }
    List<Entry> list = parse(buffer(start, length), count);
    keep(list, start);
  }

  private ByteBuffer largeEnd(long endAt) throws IOException {
    ByteBuffer locator = buffer(endAt - LARGE_LOCATOR_LENGTH, LARGE_LOCATOR_LENGTH);
    if (locator.getInt(0) != LARGE_LOCATOR) {
      throw damaged();
    }
    ByteBuffer large = buffer(locator.getLong(8), LARGE_END_LENGTH);
    if (large.getInt(0) != LARGE_END) {
      throw damaged();
    }
    return large;
  }

  private static List<Entry> parse(ByteBuffer directory, long count) throws FormatException {
    List<Entry> list = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      if (directory.remaining() < ENTRY_LENGTH || directory.getInt(directory.position()) != ENTRY) {
        throw damaged();
      }
      list.add(entry(directory));
    }
    if (directory.hasRemaining()) {
      throw damaged();
    }
    return list;
  }

  private static Entry entry(ByteBuffer directory) throws FormatException {
    int at = directory.position();
    int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
    int extraLength = Short.toUnsignedInt(directory.getShort(at + 30));
    int commentLength = Short.toUnsignedInt(directory.getShort(at + 32));
    if (directory.remaining() - ENTRY_LENGTH < nameLength + extraLength + commentLength) {
      throw damaged();
    }
    byte[] name = new byte[nameLength];
    directory.get(at + ENTRY_LENGTH, name);
    ByteBuffer extra =
        directory.slice(at + ENTRY_LENGTH + nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer large = largeExtra(extra);
    long size = field(directory, at + 24, large);
    long packed = field(directory, at + 20, large);
    long start = field(directory, at + 42, large);
    directory.position(at + ENTRY_LENGTH + nameLength + extraLength + commentLength);
    return new Entry(
        new String(name, StandardCharsets.UTF_8),
        Short.toUnsignedInt(directory.getShort(at + 8)),
        Short.toUnsignedInt(directory.getShort(at + 10)),
        Integer.toUnsignedLong(directory.getInt(at + 16)),
        packed,
        size,
        start,
        0);
  }

  /** A number of 32 bits, or, where these are not enough, the next of the large ones. */
  private static long field(ByteBuffer directory, int at, ByteBuffer large) throws FormatException {
    long value = Integer.toUnsignedLong(directory.getInt(at));
    if (value != IN_EXTRA) {
      return value;
    }
    if (large.remaining() < Long.BYTES) {
      throw damaged();
    }
    return large.getLong();
  }

  private static ByteBuffer largeExtra(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int tag = Short.toUnsignedInt(extra.getShort());
      int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      if (tag == LARGE_EXTRA) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  /** Keeps the parts, none of which may reach into the next or into the directory. */
  private void keep(List<Entry> list, long directory) throws FormatException {
    List<Entry> order = new ArrayList<>(list);
    order.sort(Comparator.comparingLong(Entry::start));
    Map<Long, Long> ends = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Entry entry = order.get(i);
      long end = i + 1 < order.size() ? order.get(i + 1).start : directory;
      if (entry.start < 0
          || entry.packed < 0
          || entry.size < 0
          || end - entry.start < LOCAL_LENGTH
          || end - entry.start - LOCAL_LENGTH < entry.packed) {
        throw damaged();
      }
      ends.put(entry.start, end);
    }
    for (Entry e : list) {
      long end = ends.getOrDefault(e.start, e.start);
      if (entries.put(
              e.name, new Entry(e.name, e.flags, e.method, e.sum, e.packed, e.size, e.start, end))
          != null) {
        throw new FormatException("it has two parts of the name '" + e.name + "'");
      }
    }
  }
}
