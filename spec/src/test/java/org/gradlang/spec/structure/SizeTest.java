package org.gradlang.spec.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No source has grown too long to be read in one go, and no method either. */
final class SizeTest {
  private static final long LONGEST_FILE = 500;
  private static final long LONGEST_METHOD = 60;

  @Test
  void filesAreShort() throws IOException {
    List<Path> sources = Sources.files(".java", ".grad", ".g4");
    assertFalse(sources.isEmpty());
    Map<String, Long> lengths = new TreeMap<>();
    for (Path source : sources) {
      try (Stream<String> lines = Files.lines(source)) {
        lengths.put(Sources.name(source), lines.count());
      }
    }
    lengths.values().removeIf(length -> length <= LONGEST_FILE);
    assertEquals(Map.of(), lengths, "longer than " + LONGEST_FILE + " lines: split them");
  }

  @Test
  void methodsAreShort() throws IOException {
    Map<String, Long> lengths = Sources.methods();
    assertFalse(lengths.isEmpty());
    lengths.values().removeIf(length -> length <= LONGEST_METHOD);
    assertEquals(Map.of(), lengths, "longer than " + LONGEST_METHOD + " lines: split them");
  }
}
