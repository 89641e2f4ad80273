package org.gradlang.stdlib.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.function.Supplier;
import org.gradlang.FileAccess;
import org.gradlang.Pixels;
import org.gradlang.builtin.FileErrors;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Writes pictures to the files that a host grants, whole or not at all. */
final class ImageFiles {
  /** What torchvision's {@code write_jpeg} takes unless it is told. */
  static final int JPEG_QUALITY = 75;

  private final FileAccess access;

  ImageFiles(FileAccess access) {
    this.access = access;
  }

  void writeText(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes an image in the format that the ending of its name says.
   *
   * @param image is made once the name is known to be right
   * @param known what endings there are, for the error about others
   * @param quality of a JPEG, from 1 to 100
   */
  void writeImage(String path, Supplier<Pixels> image, String known, int quality) {
    String name = path.toLowerCase(Locale.ROOT);
    boolean jpeg = name.endsWith(".jpg") || name.endsWith(".jpeg");
    if (!jpeg && !name.endsWith(".png")) {
      throw new GradError(
          ErrorKind.VALUE, "'" + path + "' does not end like the name of " + known + " file");
    }
    Pixels pixels = image.get();
    write(path, jpeg ? ImageEncoder.jpeg(pixels, quality) : ImageEncoder.png(pixels));
  }

  private void write(String path, byte[] content) {
    try {
      access.replace(path, file -> file.write(content));
    } catch (IOException problem) {
      throw FileErrors.writing(path, problem);
    } catch (InvalidPathException problem) {
      throw FileErrors.noPath(path, problem);
    }
  }
}
