package org.gradlang.stdlib.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Small files of every format, made in memory. */
final class Samples {
  private Samples() {}

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
      packing.write(content);
    }
    return bytes.toByteArray();
  }

  /** An IDX file of the elements in {@code data}. */
  static byte[] idx(int code, byte[] data, int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
    file.put(new byte[] {0, 0, (byte) code, (byte) sizes.length});
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(data).array();
  }

  /** A picture whose red grows to the right, green downwards, and blue is 90. */
  static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xff000000 | 10 * x << 16 | 10 * y << 8 | 90);
      }
    }
    return image;
  }

  static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("no writer of " + format);
    }
    return bytes.toByteArray();
  }

  /** The same PNG with checksums that are right again, as far as its parts can be found. */
  static byte[] withChecksums(byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png.clone());
    int at = PngData.SIGNATURE.length;
    while (at + 12 <= png.length) {
      int length = file.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 checksum = new CRC32();
      checksum.update(file.array(), at + 4, 4 + length);
      file.putInt(at + 8 + length, (int) checksum.getValue());
      at += 12 + length;
    }
    return file.array();
  }
}
