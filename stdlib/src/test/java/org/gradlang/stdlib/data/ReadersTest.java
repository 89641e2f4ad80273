package org.gradlang.stdlib.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gradlang.FileAccess;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What readers make of whole files, and what they say of those that promise more than they hold.
 */
final class ReadersTest {
  private static Tensor idx(byte[] file) throws IOException {
    return IdxFile.read("x", new ByteArrayInputStream(file), null);
  }

  private static Tensor image(byte[] file, PixelMode mode, DType type) throws IOException {
    return ImageFile.read("x", new ByteArrayInputStream(file), mode, type);
  }

  private static InputStream text(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 200", "9, 1, -56", "11, 2, -2", "12, 4, -70000"})
  void idxInts(int code, int bytes, long value) throws IOException {
    byte[] number = ByteBuffer.allocate(8).putLong(value).array();
    Tensor tensor = idx(Samples.idx(code, Arrays.copyOfRange(number, 8 - bytes, 8), 1));
    assertArrayEquals(new long[] {value}, tensor.storage().longs());
  }

  @Test
  void idxFloats() throws IOException {
    byte[] data = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array();
    Tensor tensor = idx(Samples.idx(13, data, 2, 1));
    assertArrayEquals(new int[] {2, 1}, tensor.layout().sizes());
    assertArrayEquals(new float[] {1.5f, -2}, tensor.storage().floats());
    byte[] wide = ByteBuffer.allocate(8).putDouble(0.1).array();
    assertArrayEquals(new double[] {0.1}, idx(Samples.idx(14, wide, 1)).storage().doubles());
  }

  @Test
  void idxOfManyElements() throws IOException {
    byte[] data = new byte[200_000];
    Arrays.fill(data, (byte) 7);
    Tensor tensor =
        IdxFile.read("x", new ByteArrayInputStream(Samples.idx(8, data, 400, 500)), DType.FLOAT32);
    assertEquals(200_000, tensor.storage().floats().length);
    assertEquals(7, tensor.storage().floats()[199_999]);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000000, 3, its header speaks of more elements than a tensor can hold",
    "2000000000, 1, it is cut: 3 of 2000000000 elements are there",
    "2, 1, it goes on after the 2 elements that its header speaks of"
  })
  void idxThatPromisesWhatItHasNot(int first, int second, String message) {
    byte[] file = Samples.idx(8, new byte[3], first, second);
    GradError error = assertThrows(GradError.class, () -> idx(file));
    assertEquals("cannot read 'x': " + message, error.message());
  }

  @Test
  void gzipThatUnpacksToMoreThanTheMemoryHolds() throws IOException {
    LimitedStream stream = new LimitedStream(new ByteArrayInputStream(new byte[100]), 50);
    IOException error = assertThrows(IOException.class, stream::readAllBytes);
    assertTrue(error.getMessage().contains("refused"), error.getMessage());
  }

  @Test
  void pngAsItIs() throws IOException {
    byte[] file = Samples.encoded(Samples.picture(4, 3, BufferedImage.TYPE_INT_RGB), "png");
    Tensor tensor = image(file, null, DType.INT64);
    assertArrayEquals(new int[] {3, 3, 4}, tensor.layout().sizes());
    assertEquals(30, tensor.storage().longs()[3], "red of the last pixel in the first row");
    assertEquals(20, tensor.storage().longs()[12 + 8], "green of the first pixel in the last row");
    assertEquals(90 / 255f, image(file, null, DType.FLOAT32).storage().floats()[24]);
  }

  @Test
  void pngInOtherModes() throws IOException {
    byte[] file = Samples.encoded(Samples.picture(2, 1, BufferedImage.TYPE_INT_ARGB), "png");
    // 0.299 * 10 + 0.587 * 0 + 0.114 * 90 = 13.25
    assertArrayEquals(new long[] {10, 13}, image(file, PixelMode.L, DType.INT64).storage().longs());
    assertArrayEquals(
        new long[] {0, 10, 0, 0, 90, 90, 255, 255},
        image(file, null, DType.INT64).storage().longs());
  }

  @Test
  void pngOfSixteenBits() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {1000, 65535});
    byte[] file = Samples.encoded(image, "png");
    assertArrayEquals(new long[] {1000, 65535}, image(file, null, DType.INT64).storage().longs());
    assertEquals(1, image(file, null, DType.FLOAT32).storage().floats()[1]);
  }

  @Test
  void grayIsReadWithoutGamma() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    Tensor tensor = image(Samples.encoded(image, "png"), PixelMode.RGB, DType.INT64);
    assertArrayEquals(new long[] {100, 100, 100}, tensor.storage().longs());
  }

  @Test
  void jpegNearlyAsItWas() throws IOException {
    byte[] file = Samples.encoded(Samples.picture(16, 16, BufferedImage.TYPE_INT_RGB), "jpeg");
    Tensor tensor = image(file, null, DType.INT64);
    assertArrayEquals(new int[] {3, 16, 16}, tensor.layout().sizes());
    assertEquals(150, (double) tensor.storage().longs()[15], 12);
  }

  @Test
  void jpegWhoseEndIsMissing() throws IOException {
    byte[] file = Samples.encoded(Samples.picture(16, 16, BufferedImage.TYPE_INT_RGB), "jpeg");
    byte[] cut = Arrays.copyOf(file, file.length - 4);
    GradError error = assertThrows(GradError.class, () -> image(cut, null, DType.FLOAT32));
    assertTrue(error.message().startsWith("cannot read 'x': its pixels are cut or damaged"));
  }

  /** Pixels 0 1 2 above 3 4 5, as a camera that was held that way would show them. */
  @ParameterizedTest
  @CsvSource({
    "1, 0 1 2 3 4 5", "2, 2 1 0 5 4 3", "3, 5 4 3 2 1 0", "4, 3 4 5 0 1 2",
    "5, 0 3 1 4 2 5", "6, 3 0 4 1 5 2", "7, 5 2 4 1 3 0", "8, 2 5 1 4 0 3"
  })
  void picturesAreTurnedUpright(int orientation, String expected) {
    Pixels pixels = new Pixels(3, 2, PixelMode.L, 255, new short[] {0, 1, 2, 3, 4, 5});
    long[] turned = pixels.turned(orientation).tensor(null, DType.INT64).storage().longs();
    assertEquals(expected, Arrays.toString(turned).replaceAll("[\\[\\],]", ""));
  }

  @Test
  void pngThatPromisesWhatItCannotHold() throws IOException {
    byte[] file = Samples.encoded(Samples.picture(4, 3, BufferedImage.TYPE_INT_RGB), "png");
    ByteBuffer.wrap(file).putInt(16, 16_000).putInt(20, 16_000);
    byte[] bomb = Samples.withChecksums(file);
    GradError error = assertThrows(GradError.class, () -> image(bomb, null, DType.FLOAT32));
    assertTrue(error.message().contains("bytes cannot hold"), error.message());
  }

  @Test
  void whatIsNoPicture() {
    GradError error = assertThrows(GradError.class, () -> image(new byte[10], null, DType.FLOAT32));
    assertEquals("cannot read 'x': it is neither a PNG nor a JPEG", error.message());
  }

  private static final String TABLE = "name,size,weight\nx,1,0.5\ny,2,\nz,-3,NA\n";

  private static CsvFile format(Object... columns) {
    return new CsvFile("x", ",", 0, true, columns.length == 0 ? null : List.of(columns));
  }

  @Test
  void tablesOfNumbersAndTexts() throws IOException {
    DictValue table = CsvColumns.read(format(), text(TABLE), DType.FLOAT32, 9);
    assertEquals(List.of("x", "y", "z"), table.get("name"));
    assertArrayEquals(new long[] {1, 2, -3}, ((Tensor) table.get("size")).storage().longs());
    assertArrayEquals(new float[] {0.5f, 9, 9}, ((Tensor) table.get("weight")).storage().floats());
  }

  @Test
  void chosenColumns() throws IOException {
    Tensor table = CsvTable.read(format("weight", 1L), text(TABLE), DType.FLOAT64, 0.0);
    assertArrayEquals(new double[] {0.5, 1, 0, 2, 0, -3}, table.storage().doubles());
  }

  @Test
  void largeIntsStayExact() throws IOException {
    Tensor table = CsvTable.read(format(), text("id\n9007199254740993\n"), DType.INT64, null);
    assertArrayEquals(new long[] {9007199254740993L}, table.storage().longs());
  }

  @ParameterizedTest
  @CsvSource({"1d", "0x10", "1f", "one", "--1", "1 2", "1_000"})
  void whatIsNoNumber(String field) {
    GradError error =
        assertThrows(
            GradError.class,
            () -> CsvTable.read(format(), text("a\n" + field), DType.FLOAT32, null));
    assertEquals("'x', line 2, field 1: '" + field + "' is not a number", error.message());
  }

  @Test
  void saysWhichColumnsThereAre() {
    GradError error =
        assertThrows(
            GradError.class,
            () -> CsvTable.read(format("wight"), text(TABLE), DType.FLOAT32, null));
    assertEquals("'x' has no column 'wight'", error.message());
    assertEquals(List.of("its columns are name, size, weight"), error.helpLines());
  }

  @Test
  void linesBeforeTheTableAreSkipped() throws IOException {
    CsvFile skipping = new CsvFile("x", ";", 2, false, null);
    Tensor table = CsvTable.read(skipping, text("made\nby \"me\n1;2\n"), DType.INT64, null);
    assertArrayEquals(new long[] {1, 2}, table.storage().longs());
    CsvFile beyond = new CsvFile("x", ";", 9, false, null);
    GradError error =
        assertThrows(GradError.class, () -> CsvTable.read(beyond, text("1"), DType.INT64, null));
    assertTrue(
        error.message().endsWith("it ends within the 9 lines that are skipped"), error.message());
  }

  @Test
  void foldersAreListedInOrder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.txt"), "");
    Files.writeString(folder.resolve("a.txt"), "");
    Files.createDirectory(folder.resolve("c"));
    DataFiles files = new DataFiles(FileAccess.all());
    assertEquals(List.of(folder + "/a.txt", folder + "/b.txt"), files.list(folder + "", false));
    assertEquals(List.of("c"), new DataFiles(FileAccess.readOnly(folder)).list(".", true));
    assertThrows(GradError.class, () -> new DataFiles(FileAccess.none()).list(".", false));
  }
}
