package org.gradlang;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.gradlang.builtin.FileErrors;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * The files that programs may read and write. {@link #none()} unless a host grants more.
 *
 * <p>Paths are as programs write them.
 */
public interface FileAccess {
  /**
   * Opens a file for reading.
   *
   * @throws GradError an IOError where it is not granted
   */
  InputStream read(String path) throws IOException;

  /**
   * Opens a file for writing, in place of what it held.
   *
   * @throws GradError an IOError where it is not granted
   */
  OutputStream write(String path) throws IOException;

  /**
   * Opens a file for reading at any place. Unless overridden, what {@link #read} gives is copied to
   * memory.
   *
   * @throws GradError an IOError where it is not granted
   */
  default SeekableByteChannel open(String path) throws IOException {
    try (InputStream content = read(path)) {
      return new MemoryChannel(content.readAllBytes());
    }
  }

  /** What writes the whole content of a file. */
  @FunctionalInterface
  interface Content {
    /** Writes it; the stream need not be buffered and is closed by who opened it. */
    void writeTo(OutputStream file) throws IOException;
  }

  /**
   * Writes a whole file in place of what it held, or nothing: an error on the way leaves the old
   * file as it was. Unless overridden, the content goes to {@link #write} as it comes, which cannot
   * promise that.
   *
   * @throws GradError an IOError where it is not granted
   */
  default void replace(String path, Content content) throws IOException {
    try (OutputStream file = write(path)) {
      content.writeTo(file);
    }
  }

  /** What a folder holds: a file, or a folder in it. */
  record Entry(String name, boolean isFolder) {}

  /**
   * What a folder holds, in any order. Nothing is granted unless this is overridden.
   *
   * @throws GradError an IOError where it is not granted
   */
  default List<Entry> list(String folder) throws IOException {
    throw FileErrors.notGranted(folder);
  }

  /**
   * The path of a file next to another one.
   *
   * @param importer the importing file's name, empty for a program that is no file
   * @param path as the import writes it
   */
  default String resolve(String importer, String path) {
    try {
      Path target = importer.isEmpty() ? Path.of(path) : Path.of(importer).resolveSibling(path);
      return target.normalize().toString();
    } catch (InvalidPathException e) {
      throw new GradError(ErrorKind.IMPORT, "'" + path + "' cannot be the path of a file");
    }
  }

  /** No file at all. */
  static FileAccess none() {
    return new FileAccess() {
      @Override
      public InputStream read(String path) {
        throw FileErrors.notGranted(path);
      }

      @Override
      public OutputStream write(String path) {
        throw FileErrors.notGranted(path);
      }
    };
  }

  /** Every file that the process may reach. */
  static FileAccess all() {
    return new FileAccess() {
      @Override
      public InputStream read(String path) throws IOException {
        return Files.newInputStream(found(path));
      }

      @Override
      public OutputStream write(String path) throws IOException {
        return Files.newOutputStream(Path.of(path));
      }

      @Override
      public SeekableByteChannel open(String path) throws IOException {
        Path file = found(path);
        return Files.isRegularFile(file) ? Files.newByteChannel(file) : FileAccess.super.open(path);
      }

      // says where it was looked for, which only who may reach everything may know
      private Path found(String path) throws IOException {
        Path file = Path.of(path);
        if (!file.isAbsolute() && Files.notExists(file)) {
          throw new NoSuchFileException(
              path, null, "it was looked for at " + file.toAbsolutePath().normalize());
        }
        return file;
      }

      @Override
      public void replace(String path, Content content) throws IOException {
        Replacement.write(Path.of(path), content);
      }

      @Override
      public List<Entry> list(String folder) throws IOException {
        return GrantedFolder.paths(Path.of(folder)).stream()
            .map(path -> new Entry(path.getFileName().toString(), Files.isDirectory(path)))
            .toList();
      }
    };
  }

  /** The files in a folder and below, to be read; links that lead out of it do not count. */
  static FileAccess readOnly(Path folder) {
    return new GrantedFolder(folder, false);
  }

  /**
   * The files in a folder and below, to be read, written and made; links that lead out of it do not
   * count. Folders are not made, and nothing is removed. How much is written has no limit but the
   * disk's.
   */
  static FileAccess readWrite(Path folder) {
    return new GrantedFolder(folder, true);
  }
}
