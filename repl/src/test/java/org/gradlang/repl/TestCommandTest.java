package org.gradlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code grad test} answers about scripts that pass, fail, or say nothing of themselves. */
class TestCommandTest {
  @TempDir private Path folder;

  private Path script(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Answer test(Path... paths) throws Exception {
    return Answer.to(
        false,
        Stream.concat(Stream.of("test", "--no-color"), Stream.of(paths).map(Path::toString))
            .toList());
  }

  private static String refusal(Path... paths) {
    return assertThrows(UsageException.class, () -> test(paths)).reason();
  }

  @Test
  void aScriptThatPrintsWhatItSaysPasses() throws Exception {
    Path good = script("good.grad", "print(1 + 1)\n# expect: 2\n");
    Answer answer = test(good);
    assertEquals(ExitCode.SUCCESS, answer.code(), answer.out());
    assertEquals(List.of("passed  " + good, "1 passed, 0 failed"), answer.out().lines().toList());
  }

  @Test
  void aFailureIsExplainedAndIsTheExitCode() throws Exception {
    script("a.grad", "print(1)\n# expect: 1\n");
    script("b.grad", "print(1)\n# expect: 2\n");
    script("c.grad", "print(3)\n");
    Answer answer = test(folder);
    assertEquals(ExitCode.FAILURE, answer.code());
    assertTrue(answer.out().contains("FAILED  " + folder.resolve("b.grad")), answer.out());
    assertTrue(answer.out().endsWith("1 passed, 1 failed" + System.lineSeparator()), answer.out());
  }

  @Test
  void aPathWithoutExpectationsIsRefused() throws Exception {
    Path good = script("good.grad", "print(1)\n# expect: 1\n");
    Path silent = script("silent.grad", "print(1)\n");
    assertEquals(
        "nothing in '" + silent + "' says what it must print; `grad test --help` tells how",
        refusal(good, silent));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        "no script in '" + empty + "' says what it must print; `grad test --help` tells how",
        refusal(empty));
    Path missing = folder.resolve("missing");
    assertEquals("there is no file or folder '" + missing + "'", refusal(missing));
  }
}
