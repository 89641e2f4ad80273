package org.gradlang.reliability.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The inputs that the fuzzer kept because each reaches something that no other does, and those that
 * were findings once: all that must hold holds for them.
 */
final class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");

  private static void replay(String target, Consumer<byte[]> run) throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.walk(CORPUS.resolve(target))) {
      inputs = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertTrue(inputs.size() > 1, () -> "no inputs for " + target);
    for (Path input : inputs) {
      try {
        run.accept(Files.readAllBytes(input));
      } catch (RuntimeException | AssertionError e) {
        fail(input.toString(), e);
      }
    }
  }

  @Test
  void compile() throws IOException {
    replay("compile", CompileTarget::fuzzerTestOneInput);
  }

  @Test
  void eval() throws IOException {
    replay("eval", EvalTarget::fuzzerTestOneInput);
  }

  @Test
  void read() throws IOException {
    replay("read", ReadTarget::fuzzerTestOneInput);
  }
}
