package org.gradlang.stdlib.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as scripts read them, and what is said of those that cannot be read. */
final class DataFilesTest {
  private final DataFiles files = new DataFiles(FileAccess.all());

  @TempDir private Path folder;

  private String file(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    return file.toString();
  }

  private String file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
      packing.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private Tensor table(String path, boolean header, DType type) {
    CsvFile file = new CsvFile(path, ",", 0, header, null);
    return files.read(path, content -> CsvTable.read(file, content, type, null));
  }

  private GradError failure(String path) {
    return assertThrows(GradError.class, () -> table(path, false, DType.FLOAT32));
  }

  @Test
  void readsNumbers() throws IOException {
    Tensor table = table(file("a.csv", "1,2.5,-3\r\n4e1, 5 ,6\n"), false, DType.FLOAT32);
    assertArrayEquals(new int[] {2, 3}, table.layout().sizes());
    assertArrayEquals(new float[] {1, 2.5f, -3, 40, 5, 6}, table.storage().floats());
  }

  @Test
  void passesOverAHeaderAndReadsInts() throws IOException {
    Tensor table = table(file("a.csv", "x,y\n1,2\n"), true, DType.INT64);
    assertArrayEquals(new long[] {1, 2}, table.storage().longs());
  }

  @Test
  void unpacksGzipWhateverTheName() throws IOException {
    assertEquals("some text", files.readText(file("a.txt", packed("some text"))));
  }

  @Test
  void textsCountForLimits() throws IOException {
    String path = file("a.txt.gz", packed("0123456789".repeat(400_000)));
    Limits limits = Limits.none().bytes(2 << 20);
    try (Grad grad = Grad.builder().files(FileAccess.all()).limits(limits).build()) {
      grad.set("path", path);
      for (String name : new String[] {"read_text", "read_lines"}) {
        String program = "io." + name + "(path)";
        GradException error = assertThrows(GradException.class, () -> grad.eval(program));
        assertEquals("LimitError", error.kind());
      }
      assertEquals(3, grad.eval("1 + 2").asLong());
    }
  }

  @Test
  void anEmptyFileIsAnEmptyTable() throws IOException {
    assertArrayEquals(
        new int[] {0, 0}, table(file("a.csv", ""), false, DType.FLOAT32).layout().sizes());
  }

  @Test
  void saysWhichFieldIsNoNumber() throws IOException {
    GradError error = failure(file("a.csv", "1,2\n3,four\n"));
    assertEquals(ErrorKind.VALUE, error.kind());
    assertTrue(error.message().endsWith("a.csv', line 2, field 2: 'four' is not a number"));
  }

  @Test
  void suggestsAHeader() throws IOException {
    GradError error = failure(file("a.csv", "x,y\n1,2\n"));
    assertTrue(error.helpLines().getFirst().contains("header=True"));
  }

  @Test
  void saysWhichRowIsShort() throws IOException {
    GradError error = failure(file("a.csv", "1,2\n3\n"));
    assertTrue(
        error.message().endsWith("line 2: this row has 1 fields, and the rows before have 2"));
  }

  @Test
  void rejectsAFractionAmongInts() throws IOException {
    String path = file("a.csv", "1\n2.5\n");
    assertThrows(GradError.class, () -> table(path, false, DType.INT64));
  }

  @Test
  void saysThatCompressedDataAreCut() throws IOException {
    byte[] whole = packed("1,2\n".repeat(1000));
    GradError error = failure(file("a.csv.gz", Arrays.copyOf(whole, whole.length / 2)));
    assertEquals(ErrorKind.IO, error.kind());
    assertTrue(error.message().endsWith("its compressed data are cut or damaged"));
  }

  @Test
  void saysWhereAMissingFileWasLookedFor() {
    GradError error = failure("no/such.csv");
    assertEquals(ErrorKind.IO, error.kind());
    assertEquals("cannot read 'no/such.csv': there is no such file", error.message());
    assertTrue(error.helpLines().getFirst().startsWith("it was looked for at /"));
  }

  @Test
  void refusesWhatIsNotGranted() {
    DataFiles nothing = new DataFiles(FileAccess.none());
    GradError error = assertThrows(GradError.class, () -> nothing.readText("/etc/hostname"));
    assertEquals(ErrorKind.IO, error.kind());
  }

  @Test
  void writesWhatItReads() {
    String path = folder.resolve("new.txt").toString();
    assertFalse(files.exists(path));
    files.writeText(path, "größer\n");
    assertEquals("größer\n", files.readText(path));
    assertTrue(files.exists(path));
  }

  @Test
  void saysThatAFileIsNoText() throws IOException {
    String path = file("a.bin", new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    GradError error = assertThrows(GradError.class, () -> files.readText(path));
    assertTrue(error.message().endsWith("it is not text in UTF-8"));
  }
}
