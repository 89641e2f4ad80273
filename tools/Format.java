import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats every Java source below the working directory ({@code write}), or names those that are
 * not formatted and fails ({@code check}). Files older than the last success are taken on trust.
 */
static final Path STAMP = Path.of("target", "formatted");

void main(String[] arguments) throws IOException {
  boolean write = arguments.length == 1 && arguments[0].equals("write");
  FileTime started = FileTime.fromMillis(System.currentTimeMillis());
  List<Path> wrong =
      changedSources().parallelStream().filter(file -> !accepts(file, write)).sorted().toList();
  if (!wrong.isEmpty()) {
    wrong.forEach(file -> System.err.println("not formatted: " + file));
    System.err.println("Run tools/format to format every file.");
    System.exit(1);
  }
  Files.createDirectories(STAMP.getParent());
  Files.writeString(STAMP, "");
  Files.setLastModifiedTime(STAMP, started);
}

List<Path> changedSources() throws IOException {
  FileTime since = Files.exists(STAMP) ? Files.getLastModifiedTime(STAMP) : FileTime.fromMillis(0);
  List<Path> sources = new ArrayList<>();
  Files.walkFileTree(
      Path.of(""),
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
          String name = folder.getFileName().toString();
          boolean skip = name.equals("target") || name.startsWith(".");
          return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          boolean changed = attributes.lastModifiedTime().compareTo(since) >= 0;
          if (changed && file.toString().endsWith(".java")) {
            sources.add(file);
          }
          return FileVisitResult.CONTINUE;
        }
      });
  return sources;
}

boolean accepts(Path file, boolean write) {
  try {
    String source = Files.readString(file);
    String formatted = format(source);
    if (write && !formatted.equals(source)) {
      Files.writeString(file, formatted);
      System.err.println("formatted " + file);
    }
    return write || formatted.equals(source);
  } catch (FormatterException e) {
    System.err.println(file + ": " + e.getMessage());
    return false;
  } catch (IOException e) {
    throw new UncheckedIOException(e);
  }
}

String format(String source) throws FormatterException {
  String imports =
      ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), Style.GOOGLE);
  return new Formatter().formatSource(imports);
}
