package org.gradlang.stdlib.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as files, pixel by pixel as torchvision writes them. */
final class ImageFilesTest {
  @TempDir private Path folder;

  private BufferedImage written(String code) throws IOException {
    try (Grad grad = Grad.builder().files(FileAccess.all()).build()) {
      grad.set("path", folder.resolve("image.png").toString());
      grad.eval(code);
    }
    return ImageIO.read(folder.resolve("image.png").toFile());
  }

  private static int[] row(BufferedImage image, int y) {
    int[] row = new int[image.getWidth()];
    for (int x = 0; x < row.length; x++) {
      row[x] = image.getRGB(x, y) & 0xffffff;
    }
    return row;
  }

  private static int grey(int level) {
    return level << 16 | level << 8 | level;
  }

  @Test
  void levelsAreRoundedAndCutOff() throws IOException {
    BufferedImage image =
        written(
            "save_image(tensor([[0., 0.25, 0.5, 0.75, 1.],"
                + " [-1., 2., 0.0019, 0.00197, 0.998]]), path)");
    // value * 255 + 0.5, cut off at 0 and 255, without its fraction
    assertArrayEquals(
        new int[] {grey(0), grey(64), grey(128), grey(191), grey(255)}, row(image, 0));
    assertArrayEquals(new int[] {grey(0), grey(255), grey(0), grey(1), grey(254)}, row(image, 1));
  }

  @Test
  void severalImagesAreAGrid() throws IOException {
    BufferedImage image =
        written(
            "manual_seed(3); save_image(rand(3, 3, 2, 2), path, nrow=2, padding=1, pad_value=1.)");
    assertEquals(7, image.getWidth());
    assertEquals(7, image.getHeight());
    assertArrayEquals(
        new int[] {0xffffff, 0x017898, 0x1b0fe2, 0xffffff, 0x262da5, 0x66f237, 0xffffff},
        row(image, 1));
    assertArrayEquals(
        new int[] {0xffffff, 0x49c573, 0x07becc, 0xffffff, 0x0ed8f2, 0x75df03, 0xffffff},
        row(image, 2));
  }

  @Test
  void intsAreLevels() throws IOException {
    BufferedImage image = written("io.write_image(path, tensor([[0, 7, 255, 300, -3]]))");
    assertArrayEquals(new int[] {grey(0), grey(7), grey(255), grey(255), grey(0)}, row(image, 0));
  }

  @Test
  void aFourthChannelIsOpacity() throws IOException {
    BufferedImage image = written("io.write_image(path, tensor([[[255]], [[0]], [[9]], [[128]]]))");
    assertEquals(0x80ff0009, image.getRGB(0, 0));
  }

  @Test
  void normalizedImagesUseTheWholeRange() throws IOException {
    BufferedImage image = written("show(tensor([[-3., 0., 3.]]), normalize=True, path=path)");
    assertArrayEquals(new int[] {grey(0), grey(128), grey(255)}, row(image, 0));
  }

  @Test
  void nothingIsLeftOfAFileThatCannotBeWritten() throws IOException {
    List<String> wrong =
        List.of(
            "save_image(zeros(2, 2, 2), path)",
            "save_image(zeros(2, 2), path + \".bmp\")",
            "save_image(zeros(2, 2), path, format=\"jpg\")");
    for (String code : wrong) {
      assertThrows(GradException.class, () -> written(code), code);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertFalse(files.findAny().isPresent());
    }
  }
}
