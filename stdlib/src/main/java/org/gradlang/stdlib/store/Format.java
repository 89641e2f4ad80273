package org.gradlang.stdlib.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The formats that {@code load} tells by a file's first bytes. */
enum Format {
  SAFETENSORS,
  NPY,
  ZIP,
  PICKLE;

  private static final int HEAD = 512;
  private static final int TAR_MAGIC = 257;

  /** The format of a file; what is none of them is a FormatException. */
  static Format of(StoredFile file) throws IOException {
    if (file.size() == 0) {
      throw new FormatException("it is empty");
    }
    byte[] head = file.head(HEAD);
    if (begins(head, NpyHeader.MAGIC)) {
      return NPY;
    }
    if (begins(head, bytes("PK\3\4")) || begins(head, bytes("PK\5\6"))) {
      return ZIP;
    }
    if (head[0] == (byte) 0x80 && head.length > 1 && head[1] >= 1 && head[1] <= 5) {
      return PICKLE;
    }
    if (looksLikeSafetensors(head, file.size())) {
      return SAFETENSORS;
    }
    throw unknown(head);
  }

  private static boolean looksLikeSafetensors(byte[] head, long size) {
    if (head.length <= SafetensorsReader.PREFIX) {
      return false;
    }
    long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    // one that is cut in its header still is one
    boolean plausible = length > 0 && (length <= SafetensorsHeader.LONGEST || length < size);
    return plausible && head[SafetensorsReader.PREFIX] == '{';
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean begins(byte[] head, byte[] magic) {
    return begins(head, 0, magic);
  }

  private static boolean begins(byte[] head, int at, byte[] magic) {
    return head.length >= at + magic.length
        && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
  }

  private static FormatException unknown(byte[] head) {
    String known = "load() reads files of safetensors, NumPy (.npy, .npz) and PyTorch (.pt)";
    if (begins(head, bytes("\u001f\u008b"))) {
      return new FormatException("it is compressed with gzip", "unpack it first");
    }
    if (begins(head, TAR_MAGIC, bytes("ustar"))) {
      return new FormatException(
          "it is a tar archive, as PyTorch saved before version 0.1.10",
          "load it in PyTorch and save it again");
    }
    if (begins(head, bytes("\u0089HDF"))) {
      return new FormatException("it is an HDF5 file", known);
    }
    if (isText(head)) {
      return new FormatException(
          "it is a text, which begins with " + shown(head),
          "io.read_text and io.read_csv read texts");
    }
    return new FormatException("it is of none of the formats that begin as it does", known);
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String shown(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    return "'" + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + "'";
  }
}
