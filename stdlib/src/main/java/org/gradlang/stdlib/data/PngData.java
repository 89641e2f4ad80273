package org.gradlang.stdlib.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG that was looked through: every part is whole, and only the parts are left that pixels come
 * from. So a decoder gets nothing that could mislead it into allocating more than there is.
 *
 * @param bytes a PNG of the parts that matter
 * @param header its size
 * @param gray whether its colour type is one of the grey ones
 */
record PngData(byte[] bytes, PictureSize header, boolean gray) {
  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Transparency is kept for palettes alone; gamma and colour profiles are passed over. */
  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private static final int LENGTH_AND_TYPE = 8;
  private static final int CHECKSUM = 4;
  private static final int HEADER_LENGTH = 13;

  /**
   * Looks a file through.
   *
   * @throws PictureException where it is cut or damaged
   */
  static PngData of(byte[] file) throws PictureException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, SIGNATURE.length);
    ByteBuffer header = null;
    int at = SIGNATURE.length;
    String type = "";
    while (!type.equals("IEND")) {
      int length = length(file, at);
      type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      check(file, at, length, type);
      if (header == null) {
        header = header(file, at, length, type);
      } else if (type.equals("IHDR")) {
        throw new PictureException("it has two headers");
      }
      int whole = LENGTH_AND_TYPE + length + CHECKSUM;
      boolean palette = header.get(9) == 3;
      if (KEPT.contains(type) && (palette || !type.equals("tRNS"))) {
        kept.write(file, at, whole);
      }
      at += whole;
    }
    return checked(kept.toByteArray(), header);
  }

  /** The length of the part at a place, which is certain to be there. */
  private static int length(byte[] file, int at) throws PictureException {
    if (file.length - at < LENGTH_AND_TYPE + CHECKSUM) {
      throw new PictureException("it is cut: its end is missing");
    }
    int length = ByteBuffer.wrap(file).getInt(at);
    if (length < 0 || length > file.length - at - LENGTH_AND_TYPE - CHECKSUM) {
      throw new PictureException("it is cut or damaged: a part is longer than the file");
    }
    return length;
  }

  private static void check(byte[] file, int at, int length, String type) throws PictureException {
    CRC32 checksum = new CRC32();
    checksum.update(file, at + 4, 4 + length);
    int written = ByteBuffer.wrap(file).getInt(at + LENGTH_AND_TYPE + length);
    if (written != (int) checksum.getValue()) {
      String name = type.chars().allMatch(Character::isLetter) ? " '" + type + "'" : "";
      throw new PictureException("it is damaged: the checksum of a part" + name + " is wrong");
    }
  }

  private static ByteBuffer header(byte[] file, int at, int length, String type)
      throws PictureException {
    if (!type.equals("IHDR") || length != HEADER_LENGTH) {
      throw new PictureException("it has no header");
    }
    int from = at + LENGTH_AND_TYPE;
    return ByteBuffer.wrap(Arrays.copyOfRange(file, from, from + length));
  }

  private static PngData checked(byte[] bytes, ByteBuffer header) throws PictureException {
    int colors = header.get(9);
    int channels =
        switch (colors) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw new PictureException("it has the colour type " + colors);
        };
    int bits = channels * header.get(8);
    PictureSize size = new PictureSize(header.getInt(0), header.getInt(4), bits);
    return new PngData(bytes, size, colors == 0 || colors == 4);
  }
}
