package org.gradlang.reliability.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What a file is put into, or mended with, so that a change in the middle of it is not refused for
 * a check sum already.
 */
enum Packing {
  /** The file as it is. */
  PLAIN {
    @Override
    byte[] of(byte[] content) {
      return content;
    }
  },
  GZIP {
    @Override
    byte[] of(byte[] content) {
      return written(file -> {
        try (GZIPOutputStream packing = new GZIPOutputStream(file)) {
          packing.write(content);
        }
      });
    }
  },
  /** A PNG with check sums that are right, as far as its parts can be found. */
  PNG {
    @Override
    byte[] of(byte[] content) {
      ByteBuffer file = ByteBuffer.wrap(content.clone());
      int at = 8;
      while (at + 12 <= content.length) {
        int length = file.getInt(at);
        if (length < 0 || length > content.length - at - 12) {
          break;
        }
        CRC32 sum = new CRC32();
        sum.update(file.array(), at + 4, 4 + length);
        file.putInt(at + 8 + length, (int) sum.getValue());
        at += 12 + length;
      }
      return file.array();
    }
  },
  /** A pickle in an archive of PyTorch's, with two storages. */
  TORCH {
    @Override
    byte[] of(byte[] content) {
      byte[] elements = new byte[64];
      return zip(
          new Part("archive/data.pkl", content),
          new Part("archive/data/0", elements),
          new Part("archive/data/1", elements));
    }
  },
  /** An array in an archive of NumPy's. */
  NPZ {
    @Override
    byte[] of(byte[] content) {
      return zip(new Part("a.npy", content));
    }
  },
  /** A header of safetensors, with the length before it and elements behind it. */
  SAFETENSORS {
    @Override
    byte[] of(byte[] content) {
      byte[] file = new byte[8 + content.length + 64];
      for (int i = 0; i < 4; i++) {
        file[i] = (byte) (content.length >> 8 * i);
      }
      System.arraycopy(content, 0, file, 8, content.length);
      return file;
    }
  };

  private record Part(String name, byte[] content) {}

  @FunctionalInterface
  private interface Writing {
    void to(OutputStream file) throws IOException;
  }

  /** The file with that content. */
  abstract byte[] of(byte[] content);

  private static byte[] zip(Part... parts) {
    return written(file -> {
      try (ZipOutputStream archive = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
        archive.setLevel(0);
        for (Part part : parts) {
          archive.putNextEntry(new ZipEntry(part.name()));
          archive.write(part.content());
        }
      }
    });
  }

  private static byte[] written(Writing content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      content.to(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
