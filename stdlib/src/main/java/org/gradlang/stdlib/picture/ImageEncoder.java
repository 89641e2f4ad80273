package org.gradlang.stdlib.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.gradlang.Pixels;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Images as the bytes of files, by ImageIO. */
public final class ImageEncoder {
  private ImageEncoder() {}

  /** A PNG file; it has opacity only if some pixel is not opaque. */
  public static byte[] png(Pixels image) {
    int type = image.isOpaque() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
    return encoded("png", buffered(image, type), 0);
  }

  /** A JPEG file of a quality from 1 to 100, on white where the image is not opaque. */
  static byte[] jpeg(Pixels image, int quality) {
    return encoded("jpeg", buffered(image.onWhite(), BufferedImage.TYPE_INT_RGB), quality);
  }

  private static BufferedImage buffered(Pixels image, int type) {
    Headless.ensure();
    BufferedImage copy = new BufferedImage(image.width(), image.height(), type);
    copy.setRGB(0, 0, image.width(), image.height(), image.argb(), 0, image.width());
    return copy;
  }

  /** {@code quality} is 0 for formats that lose nothing. */
  private static byte[] encoded(String format, BufferedImage image, int quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (quality > 0) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException problem) {
      throw new GradError(
          ErrorKind.IO, "the image cannot be encoded: " + problem.getMessage(), problem);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
