package org.gradlang;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gradlang.builtin.FileErrors;
import org.gradlang.tensor.GradError;

/**
 * The files in a folder and below. What a program writes as a path is first looked at as a text: an
 * absolute one, or one that climbs out, is refused before any file system is asked, so that nothing
 * outside is touched and nobody learns what is there. Then it is followed part by part, and the
 * first link that leads out ends the way.
 *
 * <p>Only regular files are granted: to read from a pipe or a device can last for ever. Who may
 * change the folder while a program runs is trusted, and so are its hard links, which nothing tells
 * from files.
 */
final class GrantedFolder implements FileAccess {
  private final Path folder;
  private final boolean writable;

  GrantedFolder(Path folder, boolean writable) {
    this.folder = folder;
    this.writable = writable;
  }

  @Override
  public InputStream read(String path) throws IOException {
    return Files.newInputStream(regular(existing(path), path));
  }

  @Override
  public SeekableByteChannel open(String path) throws IOException {
    return Files.newByteChannel(regular(existing(path), path));
  }

  @Override
  public OutputStream write(String path) throws IOException {
    return Files.newOutputStream(target(path));
  }

  @Override
  public void replace(String path, Content content) throws IOException {
    Replacement.write(target(path), content);
  }

  @Override
  public List<Entry> list(String path) throws IOException {
    Path root = folder.toRealPath();
    List<Entry> granted = new ArrayList<>();
    for (Path entry : paths(existing(path))) {
      if (!Files.isSymbolicLink(entry) || leadsInside(entry, root)) {
        granted.add(new Entry(entry.getFileName().toString(), Files.isDirectory(entry)));
      }
    }
    return granted;
  }

  /** What a folder holds. */
  static List<Path> paths(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean leadsInside(Path link, Path root) {
    try {
      return link.toRealPath().startsWith(root);
    } catch (IOException dangling) {
      return false;
    }
  }

  /** The path inside of the folder, from its top; no file is asked. */
  private Path inner(String text) {
    Path path = folder.getFileSystem().getPath(text);
    if (path.isAbsolute()) {
      Path top = folder.toAbsolutePath().normalize();
      Path whole = path.normalize();
      if (!whole.startsWith(top)) {
        throw FileErrors.notGranted(text);
      }
      path = top.relativize(whole);
    }
    Path inner = path.normalize();
    if (inner.getRoot() != null || inner.startsWith("..") || WindowsNames.mislead(inner)) {
      throw FileErrors.notGranted(text);
    }
    return inner;
  }

  private Path existing(String path) throws IOException {
    return follow(inner(path), path);
  }

  /**
   * Follows a path from the folder's top.
   *
   * @throws GradError where it leads out
   */
  private Path follow(Path inner, String asked) throws IOException {
    Path root = folder.toRealPath();
    Path file = root;
    for (Path part : inner) {
      file = file.resolve(part).toRealPath();
      if (!file.startsWith(root)) {
        throw FileErrors.notGranted(asked);
      }
    }
    return file;
  }

  private static Path regular(Path file, String asked) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(asked, null, "it is a folder");
    }
    if (!Files.isRegularFile(file)) {
      throw new FileSystemException(asked, null, "it is no regular file");
    }
    return file;
  }

  /** The file to write, which may not be there yet. */
  private Path target(String path) throws IOException {
    Path inner = inner(path);
    if (!writable) {
      throw FileErrors.notGranted(path);
    }
    Path name = inner.getFileName();
    if (name.toString().isEmpty()) {
      throw new FileSystemException(path, null, "it is a folder");
    }
    Path parent = inner.getParent();
    Path target = parent == null ? folder.toRealPath() : follow(parent, path);
    target = target.resolve(name);
    if (Files.isSymbolicLink(target)) {
      return regular(throughLink(inner, path), path);
    }
    return Files.exists(target) ? regular(target, path) : target;
  }

  /** What is behind a link; a file that it would make might lie anywhere. */
  private Path throughLink(Path inner, String asked) throws IOException {
    try {
      return follow(inner, asked);
    } catch (NoSuchFileException dangling) {
      throw FileErrors.notGranted(asked);
    }
  }
}
