package org.gradlang.stdlib.data;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.gradlang.FileAccess;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradError;
import org.junit.jupiter.api.Test;

/** Files that are cut or changed at random: a reader gives a value or a GradError, nothing else. */
final class MutationTest {
  private static final int ROUNDS = 400;

  /** What reads a file. */
  private interface Reader {
    Object read(String path, InputStream content) throws IOException;
  }

  /** Grants one file, of these bytes. */
  private record OneFile(byte[] content) implements FileAccess {
    @Override
    public InputStream read(String path) {
      return new ByteArrayInputStream(content);
    }

    @Override
    public OutputStream write(String path) {
      throw new AssertionError("nothing is written here");
    }
  }

  private static void attack(byte[] whole, Reader reader) {
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutant = mutant(whole, new Random(round));
      refused += survives(mutant, reader, round) ? 0 : 1;
    }
    assertTrue(refused > ROUNDS / 20, () -> "hardly any damage was found");
  }

  private static boolean survives(byte[] mutant, Reader reader, int round) {
    try {
      new DataFiles(new OneFile(mutant)).read("x", content -> reader.read("x", content));
      return true;
    } catch (GradError expected) {
      assertTrue(expected.message().contains("'x'"), expected.message());
      return false;
    } catch (RuntimeException fault) {
      return fail("round " + round, fault);
    }
  }

  private static byte[] mutant(byte[] whole, Random random) {
    byte[] mutant = whole.clone();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
    }
    boolean cut = changes == 0 || random.nextInt(3) == 0;
    mutant = cut ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    boolean png = mutant.length > 2 && mutant[1] == 'P' && random.nextBoolean();
    return png ? Samples.withChecksums(mutant) : mutant;
  }

  private static Object image(String path, InputStream content) throws IOException {
    return ImageFile.read(path, content, PixelMode.RGB, DType.FLOAT32);
  }

  @Test
  void png() throws IOException {
    BufferedImage colors = Samples.picture(12, 9, BufferedImage.TYPE_INT_ARGB);
    attack(Samples.encoded(colors, "png"), MutationTest::image);
  }

  @Test
  void pngWithPalette() throws IOException {
    BufferedImage indexed = Samples.picture(12, 9, BufferedImage.TYPE_BYTE_INDEXED);
    attack(Samples.encoded(indexed, "png"), MutationTest::image);
  }

  @Test
  void jpeg() throws IOException {
    BufferedImage colors = Samples.picture(20, 18, BufferedImage.TYPE_INT_RGB);
    attack(Samples.encoded(colors, "jpeg"), MutationTest::image);
  }

  @Test
  void idx() {
    byte[] file = Samples.idx(8, new byte[60], 3, 4, 5);
    attack(file, (path, content) -> IdxFile.read(path, content, null));
  }

  @Test
  void idxInGzip() throws IOException {
    byte[] file = Samples.gzip(Samples.idx(13, new byte[240], 3, 4, 5));
    attack(file, (path, content) -> IdxFile.read(path, content, null));
  }

  @Test
  void csv() {
    byte[] file = "a,\"b\"\n1,2.5\n-3e2,\"4\"\n".repeat(1).getBytes(StandardCharsets.UTF_8);
    CsvFile format = new CsvFile("x", ",", 0, true, null);
    attack(file, (path, content) -> CsvTable.read(format, content, DType.INT64, null));
    attack(file, (path, content) -> CsvTable.read(format, content, DType.FLOAT32, null));
  }

  @Test
  void table() throws IOException {
    byte[] file = Samples.gzip("name,size\nx,2\ny,3.5\n".getBytes(StandardCharsets.UTF_8));
    CsvFile format = new CsvFile("x", ",", 0, true, null);
    attack(file, (path, content) -> CsvColumns.read(format, content, DType.FLOAT32, 0));
  }
}
