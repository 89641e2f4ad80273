package org.gradlang.repl.shell.complete;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gradlang.repl.shell.command.Suggestion;

/** The files that a path may mean. */
final class FilePaths {
  private static final int MOST = 500;

  private FilePaths() {}

  /** The files and folders whose paths begin so. */
  static List<Suggestion> of(String typed) {
    int slash = typed.lastIndexOf('/');
    String folder = typed.substring(0, slash + 1);
    String name = typed.substring(slash + 1);
    List<Suggestion> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place(folder))) {
      for (Path file : files) {
        String last = file.getFileName().toString();
        boolean shown = name.startsWith(".") || !last.startsWith(".");
        if (shown && last.startsWith(name) && found.size() < MOST) {
          found.add(suggestion(folder + last, file));
        }
      }
    } catch (IOException | InvalidPathException | DirectoryIteratorException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(Suggestion::text));
    return found;
  }

  private static Path place(String folder) {
    if (folder.startsWith("~/")) {
      return Path.of(System.getProperty("user.home"), folder.substring(2));
    }
    return Path.of(folder.isEmpty() ? "." : folder);
  }

  private static Suggestion suggestion(String path, Path file) throws IOException {
    return Files.isDirectory(file)
        ? new Suggestion(path + "/", "folder")
        : new Suggestion(path, size(Files.size(file)));
  }

  private static String size(long bytes) {
    return bytes < 10_000 ? bytes + " bytes" : (bytes + 512) / 1024 + " KB";
  }
}
