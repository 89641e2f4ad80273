package org.gradlang.stdlib.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands before the pixels of a JPEG.
 *
 * @param orientation 1 to 8, as EXIF counts the ways in which a camera can be held
 */
record JpegHeader(PictureSize size, int orientation) {
  private static final int START_OF_SCAN = 0xda;
  private static final int EXIF = 0xe1;
  private static final int ORIENTATION = 0x0112;

  /**
   * Reads the header.
   *
   * @throws PictureException where it is cut or damaged
   */
  static JpegHeader of(byte[] file) throws PictureException {
    int orientation = 1;
    int at = 2;
    while (true) {
      int marker = marker(file, at);
      int length = Byte.toUnsignedInt(file[at + 2]) << 8 | Byte.toUnsignedInt(file[at + 3]);
      if (length < 2 || length > file.length - at - 2) {
        throw new PictureException("it is cut or damaged: a part is longer than the file");
      }
      if (isFrame(marker)) {
        return new JpegHeader(frame(ByteBuffer.wrap(file, at + 4, length - 2)), orientation);
      }
      if (marker == START_OF_SCAN) {
        throw new PictureException("it is damaged: pixels come before its header");
      }
      if (marker == EXIF) {
        orientation = orientation(ByteBuffer.wrap(file, at + 4, length - 2).slice(), orientation);
      }
      at += 2 + length;
    }
  }

  /** The kind of the part at a place; four bytes are certain to be there. */
  private static int marker(byte[] file, int at) throws PictureException {
    if (at > file.length - 4) {
      throw new PictureException("it is cut within its header");
    }
    if (file[at] != (byte) 0xff) {
      throw new PictureException("its header is damaged");
    }
    return Byte.toUnsignedInt(file[at + 1]);
  }

  /** C0 to CF, less tables (C4), extensions (C8) and arithmetic conditioning (CC). */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static PictureSize frame(ByteBuffer part) throws PictureException {
    if (part.remaining() < 6) {
      throw new PictureException("its header is damaged");
    }
    int bits = part.get();
    int height = Short.toUnsignedInt(part.getShort());
    int width = Short.toUnsignedInt(part.getShort());
    int channels = part.get();
    if (channels == 4) {
      throw new PictureException("it has the four colours of printing (CMYK)");
    }
    if (bits != 8 || (channels != 1 && channels != 3)) {
      throw new PictureException(
          "it has %d channels of %d bits, which cannot be read".formatted(channels, bits));
    }
    return new PictureSize(width, height, bits * channels);
  }

  /** The orientation that an EXIF part tells; what is not well-formed tells nothing. */
  private static int orientation(ByteBuffer part, int otherwise) {
    byte[] name = {'E', 'x', 'i', 'f', 0, 0};
    if (part.remaining() < name.length + 8
        || part.slice(0, 6).mismatch(ByteBuffer.wrap(name)) >= 0) {
      return otherwise;
    }
    ByteBuffer tiff = part.slice(name.length, part.remaining() - name.length);
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return otherwise;
    }
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (entry > tiff.limit() - 12) {
        return otherwise;
      }
      if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : otherwise;
      }
    }
    return otherwise;
  }
}
