import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Adds up the jars that a host gets with the standard library, and fails where they are more than
 * it is promised: {@code Embedded MOST_BYTES JAR FOLDER_OF_JARS}.
 */
void main(String[] arguments) throws IOException {
  long most = Long.parseLong(arguments[0]);
  List<Path> jars = new ArrayList<>(List.of(Path.of(arguments[1])));
  try (Stream<Path> files = Files.list(Path.of(arguments[2]))) {
    files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
  }
  long sum = 0;
  for (Path jar : jars) {
    long size = Files.size(jar);
    System.out.printf(Locale.ROOT, "%9d %s%n", size, jar.getFileName());
    sum += size;
  }
  System.out.printf(Locale.ROOT, "%9d bytes in %d jars%n", sum, jars.size());
  if (sum > most || jars.size() < 5) {
    System.err.println("a host is to get Grad and what it needs, of " + most + " bytes at most");
    System.exit(1);
  }
}
