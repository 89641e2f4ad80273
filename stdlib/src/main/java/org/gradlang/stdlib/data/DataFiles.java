package org.gradlang.stdlib.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gradlang.FileAccess;
import org.gradlang.builtin.FileErrors;
import org.gradlang.stdlib.Stoppable;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.TextBuilder;

/**
 * Files as scripts see them: what the host grants, gzip unpacked, and every failure an IOError that
 * names the file and says what to do.
 */
public final class DataFiles {
  /** Characters that are read or written at once. */
  private static final int PIECE = 1 << 16;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final FileAccess access;

  /** What is done with the content of a file. */
  interface Reader<T> {
    T read(InputStream content) throws IOException;
  }

  /** Reads what {@code access} grants. */
  public DataFiles(FileAccess access) {
    this.access = access;
  }

  /** Reads a file, unpacked where it is compressed with gzip. */
  <T> T read(String path, Reader<T> reader) {
    try (InputStream content = Stoppable.stream(unpacked(access.read(path)))) {
      return reader.read(content);
    } catch (ZipException | EOFException problem) {
      throw new GradError(
              ErrorKind.IO, "cannot read '" + path + "': its compressed data are cut or damaged")
          .help("copy or download the file again");
    } catch (CharacterCodingException problem) {
      throw new GradError(ErrorKind.IO, "cannot read '" + path + "': it is not text in UTF-8");
    } catch (IOException problem) {
      throw FileErrors.reading(path, problem);
    } catch (InvalidPathException problem) {
      throw FileErrors.noPath(path, problem);
    }
  }

  /** A whole file of text. */
  String readText(String path) {
    return read(
        path,
        content -> {
          TextBuilder text = new TextBuilder();
          var characters = new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder());
          char[] piece = new char[PIECE];
          for (int count = characters.read(piece); count >= 0; count = characters.read(piece)) {
            text.append(new String(piece, 0, count));
          }
          return text.toString();
        });
  }

  /** Writes a file of text, in place of one that is there. */
  void writeText(String path, String text) {
    try {
      access.replace(path, file -> write(text, file));
    } catch (IOException problem) {
      throw FileErrors.writing(path, problem);
    } catch (InvalidPathException problem) {
      throw FileErrors.noPath(path, problem);
    }
  }

  private static void write(String text, OutputStream file) throws IOException {
    var characters = new OutputStreamWriter(file, StandardCharsets.UTF_8);
    for (int at = 0; at < text.length(); ) {
      int count = Math.min(PIECE, text.length() - at);
      characters.write(text, at, count);
      Context.current().worked(count);
      at += count;
    }
    characters.flush();
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

  /** The paths of what a folder holds, in order: of its files, or of the folders in it. */
  List<String> list(String folder, boolean folders) {
    try {
      return access.list(folder).stream()
          .filter(entry -> entry.isFolder() == folders)
          .map(entry ->
              folder.isEmpty() || folder.equals(".") ? entry.name() : joined(folder, entry))
          .sorted()
          .toList();
    } catch (NotDirectoryException problem) {
      throw new GradError(ErrorKind.IO, "cannot list '" + folder + "': it is no folder");
    } catch (NoSuchFileException problem) {
      throw new GradError(ErrorKind.IO, "cannot list '" + folder + "': there is no such folder");
    } catch (IOException problem) {
      throw FileErrors.reading(folder, problem);
    } catch (InvalidPathException problem) {
      throw FileErrors.noPath(folder, problem);
    }
  }

  private static String joined(String folder, FileAccess.Entry entry) {
    return folder.endsWith("/") ? folder + entry.name() : folder + "/" + entry.name();
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
      return packed ? limited(new GZIPInputStream(raw, 1 << 16)) : raw;
    } catch (IOException problem) {
      raw.close();
      throw problem;
    }
  }

  /** Compressed data may unpack to as much as half of the memory: a gzip bomb ends there. */
  private static InputStream limited(InputStream unpacking) {
    return new LimitedStream(unpacking, Runtime.getRuntime().maxMemory() / 2);
  }
}
