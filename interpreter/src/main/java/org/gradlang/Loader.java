package org.gradlang;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * Finds the sources that programs import. {@link #none()} unless a host grants more.
 *
 * <p>A name such as {@code models/net.grad} stands for one source. Programs import it by that name,
 * or by a path from their own: {@code import "../layers.grad" as layers}.
 */
@FunctionalInterface
public interface Loader {
  /**
   * The text of the source of this name; empty where there is none.
   *
   * @throws GradError an ImportError where it is not granted
   */
  Optional<String> source(String name) throws IOException;

  /**
   * The one name of what a program imports. Unless overridden, names are parts with {@code /}
   * between them, and a path that leads out of all folders is an ImportError.
   *
   * @param importer the importing source's name, or what the host called its program: where that is
   *     an absolute path, or leads out of all folders, it lies beside the loader's topmost sources
   * @param path as the import writes it
   */
  default String resolve(String importer, String path) {
    Deque<String> parts = new ArrayDeque<>();
    boolean foreign =
        importer.startsWith("/") || importer.startsWith("..") || importer.indexOf('\\') >= 0;
    int folder = foreign ? -1 : importer.lastIndexOf('/');
    String whole = importer.substring(0, folder + 1) + path;
    if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
      throw outside(path);
    }
    for (String part : whole.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          throw outside(path);
        }
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  private static GradError outside(String path) {
    return new GradError(ErrorKind.IMPORT, "'" + path + "' is not granted to this program")
        .help("what is imported has a path from the importing source, with / between its parts");
  }

  /** Nothing can be imported but libraries. */
  static Loader none() {
    return name -> {
      throw new GradError(ErrorKind.IMPORT, "'" + name + "' is not granted to this program");
    };
  }

  /** The sources in a folder and below; links that lead out of it do not count. */
  static Loader folder(Path folder) {
    FileAccess files = FileAccess.readOnly(folder);
    return name -> text(files, name);
  }

  /** Texts by their names. Later changes of the map are seen by engines that have not imported. */
  static Loader of(Map<String, String> sources) {
    return name -> Optional.ofNullable(sources.get(name));
  }

  /**
   * Resources of a class loader below a folder, such as {@code rules}.
   *
   * @param folder without slashes at its ends; empty for the root
   */
  static Loader classPath(ClassLoader classes, String folder) {
    return name -> {
      String path = folder.isEmpty() ? name : folder + "/" + name;
      try (InputStream resource = classes.getResourceAsStream(path)) {
        return resource == null
            ? Optional.empty()
            : Optional.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
      }
    };
  }

  /** The files that are granted to a program anyway, under the paths that it reads them by. */
  static Loader files(FileAccess files) {
    return new Loader() {
      @Override
      public Optional<String> source(String name) throws IOException {
        return text(files, name);
      }

      @Override
      public String resolve(String importer, String path) {
        return files.resolve(importer, path);
      }
    };
  }

  private static Optional<String> text(FileAccess files, String name) throws IOException {
    try (InputStream input = files.read(name)) {
      return Optional.of(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
