package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No path leads out of a granted folder, and none tells what is outside. */
@Timeout(60)
class GrantedFolderTest {
  @TempDir private Path place;
  private Path granted;
  private Path secret;
  private FileAccess reading;
  private FileAccess writing;

  @BeforeEach
  void make() throws IOException {
    granted = Files.createDirectories(place.resolve("granted"));
    Files.createDirectories(granted.resolve("sub/deep"));
    Files.writeString(granted.resolve("a"), "inside");
    Files.writeString(granted.resolve("sub/b"), "below");
    Files.createDirectories(place.resolve("granted-not"));
    Files.writeString(place.resolve("granted-not/c"), "neighbour");
    secret = Files.writeString(place.resolve("secret"), "secret");
    reading = FileAccess.readOnly(granted);
    writing = FileAccess.readWrite(granted);
  }

  /** What a path gives: its content, or why not. */
  private static String attempt(FileAccess access, String path) {
    try (var input = access.read(path)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (GradError e) {
      assertEquals(ErrorKind.IO, e.kind());
      assertEquals("'" + path + "' is not granted to this program", e.message());
      return "denied";
    } catch (InvalidPathException e) {
      return "no path";
    } catch (NoSuchFileException e) {
      return "missing";
    } catch (IOException e) {
      return "failed";
    }
  }

  private static void put(FileAccess access, String path) throws IOException {
    try (OutputStream out = access.write(path)) {
      out.write('w');
    }
  }

  private void nothingIsReached(String path) throws IOException {
    Set<String> allowed = Set.of("denied", "no path", "missing", "failed");
    for (FileAccess access : List.of(reading, writing)) {
      assertTrue(allowed.contains(attempt(access, path)), path);
      assertThrows(Exception.class, () -> access.open(path).close(), path);
    }
    assertEquals("secret", Files.readString(secret));
    assertEquals("neighbour", Files.readString(place.resolve("granted-not/c")));
    assertEquals(Set.of("granted", "granted-not", "secret"), names(place));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void pathsInside() throws IOException {
    for (FileAccess access : List.of(reading, writing)) {
      assertEquals("inside", attempt(access, "a"));
      assertEquals("inside", attempt(access, "./a"));
      assertEquals("inside", attempt(access, "sub/../a"));
      assertEquals("inside", attempt(access, "nowhere/../a"));
      assertEquals("below", attempt(access, "sub//b"));
      assertEquals("below", attempt(access, "sub/deep/../b"));
      assertEquals("inside", attempt(access, granted.resolve("a").toString()));
      assertEquals("missing", attempt(access, "nothing"));
      assertEquals("missing", attempt(access, "sub/nothing/b"));
    }
    assertEquals(
        Set.of("a", "sub"),
        reading.list("").stream().map(FileAccess.Entry::name).collect(Collectors.toSet()));
    assertEquals(2, reading.list("sub").size());
    assertEquals(2, reading.list(".").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "..",
        "../",
        "../granted-not/c",
        "../granted/../secret",
        "sub/../../secret",
        "sub/deep/../../../secret",
        "./../secret",
        ".//..//secret",
        "a/../../secret",
        "/etc/passwd",
        "/",
        "//etc/passwd",
        "/../etc/passwd",
        "~",
        "~/secret",
        "~root/secret",
        "$HOME/secret",
        "a\0/../../secret",
        "../secret\0",
        "\0",
        "..\\secret",
        "sub\\..\\..\\secret",
        "C:\\secret",
        "C:secret",
        "C:/secret",
        "\\\\server\\share\\secret",
        "//server/share/secret",
        "\\\\?\\C:\\secret",
        "\\\\.\\PhysicalDrive0",
        "a::$DATA",
        "a:stream",
        "file:///etc/passwd",
        "jar:file:x!/y",
        "．．/secret",
        "․․/secret",
        "‥/secret",
        "..／secret",
        "..∕secret",
        "%2e%2e/secret",
        "..%2fsecret",
        "..%c0%afsecret",
        "\u202e../secret",
        "..\u200b/secret",
        ".. /secret",
        ". ./secret",
        ".../secret",
        "....//secret",
        "\ud800",
        "\uFEFF../secret"
      })
  void nothingOutsideIsReached(String path) throws IOException {
    nothingIsReached(path);
    assertThrows(Exception.class, () -> put(reading, path));
    assertThrows(Exception.class, () -> reading.replace(path, out -> out.write('w')));
    assertThrows(Exception.class, () -> reading.list(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../new",
        "sub/../../new",
        "/tmp/../tmp/grad-new",
        "..",
        ".",
        "",
        "/",
        "sub/..",
        "a/b",
        "no/new"
      })
  void nothingIsWrittenOutside(String path) throws IOException {
    assertThrows(Exception.class, () -> put(writing, path));
    assertThrows(Exception.class, () -> writing.replace(path, out -> out.write('w')));
    nothingIsReached("../secret");
    assertEquals(Set.of("a", "sub"), names(granted));
    assertFalse(Files.exists(Path.of("/tmp/grad-new")));
  }

  @Test
  void aPathOfAnyLengthIsAnswered() throws IOException {
    nothingIsReached("x".repeat(100_000));
    nothingIsReached("x/".repeat(100_000));
    nothingIsReached("../".repeat(10_000) + "etc/passwd");
    assertEquals("inside", attempt(reading, "sub/../".repeat(10_000) + "a"));
  }

  @Test
  void linksLeadNowhereElse() throws IOException {
    Files.createSymbolicLink(granted.resolve("file"), secret); // made after the grant
    Files.createSymbolicLink(granted.resolve("relative"), Path.of("../secret"));
    Files.createSymbolicLink(granted.resolve("up"), place);
    Files.createSymbolicLink(granted.resolve("root"), Path.of("/"));
    Files.createSymbolicLink(granted.resolve("dangling"), place.resolve("new"));
    Files.createSymbolicLink(granted.resolve("chain"), granted.resolve("file"));
    Files.createSymbolicLink(granted.resolve("sub/back"), granted.resolve("sub"));
    Files.createSymbolicLink(granted.resolve("loop"), granted.resolve("loop"));
    Files.createSymbolicLink(granted.resolve("out-and-in"), Path.of("../granted/a"));
    for (String path :
        List.of(
            "file",
            "relative",
            "up",
            "up/secret",
            "up/granted/a",
            "root/etc/passwd",
            "dangling",
            "chain",
            "loop",
            "sub/back/../../up/secret",
            "up/nothing",
            "root/no/such/file")) {
      nothingIsReached(path);
      assertThrows(Exception.class, () -> put(writing, path), path);
      assertThrows(Exception.class, () -> writing.replace(path, out -> out.write('w')), path);
      assertThrows(Exception.class, () -> reading.list(path), path);
    }
    assertEquals("below", attempt(reading, "sub/back/b"));
    assertEquals("inside", attempt(reading, "out-and-in"), "where it ends is what counts");
    Set<String> seen =
        reading.list("").stream().map(FileAccess.Entry::name).collect(Collectors.toSet());
    assertEquals(Set.of("a", "sub", "out-and-in"), seen);
  }

  @Test
  void nobodyLearnsWhatIsOutside() throws IOException {
    Files.createSymbolicLink(granted.resolve("up"), place);
    assertEquals(attempt(reading, "../secret"), attempt(reading, "../nothing"));
    assertEquals(attempt(reading, "up/secret"), attempt(reading, "up/nothing"));
    assertEquals(attempt(reading, "/etc/passwd"), attempt(reading, "/no/such/file"));
    assertEquals("denied", attempt(reading, "up/granted-not/no/such"));
  }

  @Test
  void whatIsNoRegularFileIsNotOpened() throws Exception {
    Path pipe = granted.resolve("pipe");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
      assertThrows(FileSystemException.class, () -> reading.read("pipe"));
      assertThrows(FileSystemException.class, () -> writing.write("pipe"));
      assertThrows(FileSystemException.class, () -> writing.replace("pipe", out -> {}));
    }
    assertThrows(FileSystemException.class, () -> reading.read("sub"));
    assertThrows(FileSystemException.class, () -> writing.write("sub"));
  }

  @Test
  void filesAreWrittenInside() throws IOException {
    put(writing, "sub/new");
    writing.replace("a", out -> out.write('x'));
    writing.replace("sub/other", out -> out.write('y'));
    Files.createSymbolicLink(granted.resolve("link"), granted.resolve("a"));
    writing.replace("link", out -> out.write('z'));
    assertEquals("w", Files.readString(granted.resolve("sub/new")));
    assertEquals("z", Files.readString(granted.resolve("a")));
    assertTrue(Files.isSymbolicLink(granted.resolve("link")));
    assertEquals(Set.of("b", "new", "other", "deep"), names(granted.resolve("sub")));
    assertThrows(GradError.class, () -> reading.write("a"));
  }

  @Test
  void theGrantedFolderMayBeALinkAndRelative() throws IOException {
    Path link = Files.createSymbolicLink(place.resolve("current"), granted);
    assertEquals("inside", attempt(FileAccess.readOnly(link), "a"));
    assertEquals("denied", attempt(FileAccess.readOnly(link), "../secret"));
    Path relative = Path.of("").toAbsolutePath().relativize(granted.toRealPath());
    assertEquals("inside", attempt(FileAccess.readOnly(relative), "a"));
    assertEquals("denied", attempt(FileAccess.readOnly(relative), "../secret"));
    Files.delete(link);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CON",
        "con",
        "nul.txt",
        "Aux",
        "COM1",
        "lpt9.csv",
        "com¹",
        "CONIN$",
        "conout$.x",
        "con .txt",
        "a:stream",
        "a::$DATA",
        "C:",
        "a.",
        "a ",
        "..",
        "...",
        "prn:"
      })
  void whatWindowsTakesForSomethingElse(String name) {
    assertTrue(WindowsNames.misleads(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.b", "console", "com", "com10", "null", "auxiliary.txt", ".con", "_nul"})
  void whatWindowsTakesForAFile(String name) {
    assertFalse(WindowsNames.misleads(name));
  }
}
