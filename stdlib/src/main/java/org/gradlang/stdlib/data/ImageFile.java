package org.gradlang.stdlib.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.gradlang.stdlib.picture.Headless;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Reads a PNG or JPEG as a tensor of the shape (channels, height, width). */
final class ImageFile {
  private ImageFile() {}

  /**
   * Reads a picture.
   *
   * @param path for errors
   * @param mode the channels wanted, as they are in the file where it is null
   * @param type float32 and float64 hold 0 to 1, int64 the file's own numbers
   * @throws GradError a ValueError for what is no picture, or is cut or damaged
   */
  static Tensor read(String path, InputStream content, @Nullable PixelMode mode, DType type)
      throws IOException {
    byte[] file = content.readAllBytes();
    try {
      if (beginsWith(file, PngData.SIGNATURE)) {
        return png(file, mode, type);
      }
      if (beginsWith(file, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
        return jpeg(file, mode, type);
      }
      throw new PictureException("it is neither a PNG nor a JPEG");
    } catch (PictureException problem) {
      throw new GradError(ErrorKind.VALUE, "cannot read '" + path + "': " + problem.getMessage());
    }
  }

  private static boolean beginsWith(byte[] file, byte[] beginning) {
    return file.length >= beginning.length
        && Arrays.equals(file, 0, beginning.length, beginning, 0, beginning.length);
  }

  private static Tensor png(byte[] file, @Nullable PixelMode mode, DType type)
      throws PictureException {
    PngData data = PngData.of(file);
    data.header().check(file.length);
    Pixels pixels = Pixels.of(decoded("png", data.bytes()), data.gray());
    return pixels.tensor(mode, type);
  }

  private static Tensor jpeg(byte[] file, @Nullable PixelMode mode, DType type)
      throws PictureException {
    JpegHeader header = JpegHeader.of(file);
    header.size().check(file.length);
    Pixels pixels = Pixels.of(decoded("jpeg", file), header.size().bits() == 8);
    return pixels.turned(header.orientation()).tensor(mode, type);
  }

  /** The pixels; the decoder's faults over damaged data are told as what they are. */
  private static BufferedImage decoded(String format, byte[] data) throws PictureException {
    Headless.ensure();
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    AtomicReference<@Nullable String> warning = new AtomicReference<>();
    IIOReadWarningListener listener =
        (source, text) -> {
          if (!text.contains("profile") && !text.contains("humbnail")) { // these are no pixels
            warning.compareAndSet(null, text);
          }
        };
    try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
      reader.setInput(input, true, true);
      reader.addIIOReadWarningListener(listener);
      BufferedImage image = reader.read(0);
      if (warning.get() != null) {
        throw new PictureException("its pixels are cut or damaged: " + warning.get());
      }
      return image;
    } catch (IOException | RuntimeException problem) {
      throw new PictureException("its pixels are cut or damaged" + reason(problem));
    } finally {
      reader.dispose();
    }
  }

  private static String reason(Exception problem) {
    String text = problem.getMessage();
    return problem instanceof IOException && text != null ? ": " + text : "";
  }
}
