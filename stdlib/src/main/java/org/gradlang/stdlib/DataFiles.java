package org.gradlang.stdlib;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * Files as scripts see them: what the host grants, gzip unpacked, and every failure an IOError that
 * names the file and says what to do.
 */
final class DataFiles {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Grants grants;

  /** What a script may reach; a path that it may not is an IOError. */
  interface Grants {
    Path toRead(String path);

    Path toWrite(String path);
  }

  /** What is done with the content of a file. */
  interface Reader<T> {
    T read(InputStream content) throws IOException;
  }

  DataFiles(Grants grants) {
    this.grants = grants;
  }

  /** Reads a file, unpacked where it is compressed with gzip. */
  <T> T read(String path, Reader<T> reader) {
    Path file = checked(path, grants::toRead);
    try (InputStream content = open(file)) {
      return reader.read(content);
    } catch (ZipException | EOFException problem) {
      throw new GradError(
              ErrorKind.IO, "cannot read '" + path + "': its compressed data are cut or damaged")
          .help("copy or download the file again");
    } catch (CharacterCodingException problem) {
      throw new GradError(ErrorKind.IO, "cannot read '" + path + "': it is not text in UTF-8");
    } catch (IOException problem) {
      throw unreadable(path, file, problem);
    }
  }

  String readText(String path) {
    return read(
        path,
        content ->
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content.readAllBytes()))
                .toString());
  }

  void writeText(String path, String text, OpenOption... options) {
    Path file = checked(path, grants::toWrite);
    try {
      Files.writeString(file, text, options);
    } catch (NoSuchFileException problem) {
      throw new GradError(ErrorKind.IO, "cannot write '" + path + "': the folder does not exist")
          .help("make the folder " + file.toAbsolutePath().normalize().getParent() + " first");
    } catch (IOException problem) {
      throw new GradError(ErrorKind.IO, "cannot write '" + path + "': " + reason(problem));
    }
  }

  boolean exists(String path) {
    return Files.exists(checked(path, grants::toRead));
  }

  private interface Way {
    Path to(String path);
  }

  private static Path checked(String path, Way way) {
    try {
      return way.to(path);
    } catch (InvalidPathException problem) {
      throw new GradError(ErrorKind.IO, "'" + path + "' cannot be a path: " + problem.getReason());
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean packed = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
      raw.reset();
      return packed ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException problem) {
      raw.close();
      throw problem;
    }
  }

  private static GradError unreadable(String path, Path file, IOException problem) {
    if (!(problem instanceof NoSuchFileException)) {
      return new GradError(ErrorKind.IO, "cannot read '" + path + "': " + reason(problem));
    }
    GradError error =
        new GradError(ErrorKind.IO, "cannot read '" + path + "': there is no such file");
    return Path.of(path).isAbsolute()
        ? error
        : error
            .help("it was looked for at " + file.toAbsolutePath().normalize())
            .help("io.beside(\"name\") is the path of a file next to the script");
  }

  private static String reason(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "it is not allowed";
    }
    String text =
        problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
    return text == null || text.isBlank() ? "it failed" : text;
  }
}
