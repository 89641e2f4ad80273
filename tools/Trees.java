import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.StoredTree;

/**
 * Writes the syntax tree of each {@code .grad} file of a folder beside it: {@code Trees FOLDER},
 * with the interpreter on the class path.
 */
void main(String[] arguments) throws IOException {
  List<Path> files;
  try (Stream<Path> found = Files.walk(Path.of(arguments[0]))) {
    files = found.filter(file -> file.toString().endsWith(".grad")).toList();
  }
  for (Path file : files) {
    byte[] tree = StoredTree.of(Source.library(file.toString(), Files.readString(file)));
    Files.write(file.resolveSibling(file.getFileName() + ".tree"), tree);
  }
}
