package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosts grant of their files, and that a file is replaced whole or not at all. */
final class FileAccessTest {
  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private long files() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.count();
    }
  }

  /** A content that fails after its first part, as on a full disk. */
  private static void fail(OutputStream out) throws IOException {
    out.write(bytes("half of"));
    throw new IOException("No space left on device");
  }

  @Test
  void replacesAFile() throws IOException {
    Path file = file("a", "old");
    FileAccess.all().replace(file.toString(), out -> out.write(bytes("new")));
    assertEquals("new", Files.readString(file));
    assertEquals(1, files());
  }

  @Test
  void makesAFileThatIsNotThere() throws IOException {
    Path file = folder.resolve("a");
    FileAccess.all().replace(file.toString(), out -> out.write(bytes("new")));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void leavesTheOldFileWholeWhereWritingFails() throws IOException {
    Path file = file("a", "old");
    String path = file.toString();
    assertThrows(IOException.class, () -> FileAccess.all().replace(path, FileAccessTest::fail));
    assertEquals("old", Files.readString(file));
    assertEquals(1, files());
  }

  @Test
  void leavesNothingWhereMakingTheContentFails() throws IOException {
    String path = folder.resolve("a").toString();
    FileAccess.Content content =
        out -> {
          out.write(bytes("half of"));
          throw new GradError(ErrorKind.VALUE, "no such value");
        };
    assertThrows(GradError.class, () -> FileAccess.all().replace(path, content));
    assertEquals(0, files());
  }

  @Test
  void followsLinksAndKeepsPermissions() throws IOException {
    Path file = file("a", "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FileAccess.all().replace(link.toString(), out -> out.write(bytes("new")));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void writesToDevicesWithoutReplacingThem() throws IOException {
    Path device = Path.of("/dev/null");
    if (Files.isWritable(device)) {
      FileAccess.all().replace("/dev/null", out -> out.write(bytes("new")));
      assertFalse(Files.isRegularFile(device));
    }
  }

  @Test
  void refusesFoldersAndMissingFolders() throws IOException {
    FileAccess all = FileAccess.all();
    assertThrows(IOException.class, () -> all.replace(folder.toString(), out -> {}));
    String nowhere = folder.resolve("no/such").toString();
    assertThrows(NoSuchFileException.class, () -> all.replace(nowhere, out -> {}));
    assertEquals(0, files());
  }

  @Test
  void readOnlyFilesStayInsideTheirFolder() throws IOException {
    file("a", "text");
    FileAccess access = FileAccess.readOnly(folder);
    try (SeekableByteChannel channel = access.open("a")) {
      assertEquals(4, channel.size());
    }
    assertThrows(GradError.class, () -> access.open("../../../../etc/hostname"));
    assertThrows(GradError.class, () -> access.replace("a", out -> {}));
    assertEquals("text", Files.readString(folder.resolve("a")));
  }

  @Test
  void nothingIsGrantedByDefault() {
    FileAccess none = FileAccess.none();
    assertThrows(GradError.class, () -> none.open("/etc/hostname"));
    assertThrows(GradError.class, () -> none.replace("a", out -> {}));
  }

  /** A host that has no files but a text in memory. */
  private static final class Memory implements FileAccess {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public InputStream read(String path) {
      return new ByteArrayInputStream(bytes("0123456789"));
    }

    @Override
    public OutputStream write(String path) throws IOException {
      if (path.isEmpty()) {
        throw new AccessDeniedException(path);
      }
      return written;
    }
  }

  @Test
  void hostsThatKnowStreamsAloneOpenAndReplace() throws IOException {
    Memory host = new Memory();
    host.replace("a", out -> out.write(bytes("new")));
    assertEquals("new", host.written.toString(StandardCharsets.UTF_8));
    try (SeekableByteChannel channel = host.open("a")) {
      ByteBuffer two = ByteBuffer.allocate(2);
      assertEquals(2, channel.position(7).read(two));
      assertEquals("78", new String(two.array(), StandardCharsets.UTF_8));
      assertEquals(9, channel.position());
      assertEquals(-1, channel.position(99).read(two.clear()));
    }
  }
}
