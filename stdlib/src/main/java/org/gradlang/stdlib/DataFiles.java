package org.gradlang.stdlib;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gradlang.FileAccess;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * Files as scripts see them: what the host grants, gzip unpacked, and every failure an IOError that
 * names the file and says what to do.
 */
final class DataFiles {
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final FileAccess access;

  /** What is done with the content of a file. */
  interface Reader<T> {
    T read(InputStream content) throws IOException;
  }

  DataFiles(FileAccess access) {
    this.access = access;
  }

  /** Reads a file, unpacked where it is compressed with gzip. */
  <T> T read(String path, Reader<T> reader) {
    try (InputStream content = unpacked(access.read(path))) {
      return reader.read(content);
    } catch (ZipException | EOFException problem) {
      throw new GradError(
              ErrorKind.IO, "cannot read '" + path + "': its compressed data are cut or damaged")
          .help("copy or download the file again");
    } catch (CharacterCodingException problem) {
      throw new GradError(ErrorKind.IO, "cannot read '" + path + "': it is not text in UTF-8");
    } catch (NoSuchFileException problem) {
      throw missing(path);
    } catch (IOException problem) {
      throw new GradError(ErrorKind.IO, "cannot read '" + path + "': " + reason(problem));
    } catch (InvalidPathException problem) {
      throw noPath(path, problem);
    }
  }

  /** A whole file of text. */
  String readText(String path) {
    return read(
        path,
        content ->
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content.readAllBytes()))
                .toString());
  }

  /** Writes a file of text, in place of one that is there. */
  void writeText(String path, String text) {
    try (OutputStream file = access.write(path)) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchFileException problem) {
      throw new GradError(ErrorKind.IO, "cannot write '" + path + "': there is no such folder")
          .help("make the folder first");
    } catch (IOException problem) {
      throw new GradError(ErrorKind.IO, "cannot write '" + path + "': " + reason(problem));
    } catch (InvalidPathException problem) {
      throw noPath(path, problem);
    }
  }

  /** Whether there is a file of that path that can be read. */
  boolean exists(String path) {
    try {
      access.read(path).close();
      return true;
    } catch (IOException | InvalidPathException absent) {
      return false;
    }
  }

  /** The path of a file next to a script, as {@link #read} takes it. */
  String beside(String script, String path) {
    return access.resolve(script, path);
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    InputStream raw = new BufferedInputStream(file, 1 << 16);
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

  private static GradError missing(String path) {
    GradError error =
        new GradError(ErrorKind.IO, "cannot read '" + path + "': there is no such file");
    Path file = Path.of(path);
    return file.isAbsolute()
        ? error
        : error
            .help("it was looked for at " + file.toAbsolutePath().normalize())
            .help("io.beside(\"name\") is the path of a file next to the script");
  }

  private static GradError noPath(String path, InvalidPathException problem) {
    return new GradError(ErrorKind.IO, "'" + path + "' cannot be a path: " + problem.getReason());
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
