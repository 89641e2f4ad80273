package org.gradlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.gradlang.Limits;
import org.gradlang.repl.Request.Program;
import org.gradlang.repl.Request.Settings;
import org.junit.jupiter.api.Test;

final class CommandLineReaderTest {
  private static final Settings DEFAULT =
      new Settings(OptionalLong.empty(), OptionalInt.empty(), true);
  private static final Program SCRIPT = new Program.File(Path.of("x.grad"));

  private static Request read(String... words) throws UsageException {
    return CommandLineReader.read(List.of(words), "1.2");
  }

  private static String refusal(String... words) {
    return assertThrows(UsageException.class, () -> read(words)).reason();
  }

  @Test
  void whatFollowsTheScriptBelongsToIt() throws UsageException {
    assertEquals(
        new Request.Run(SCRIPT, List.of("--seed", "3", "test", "-h"), DEFAULT),
        read("x.grad", "--seed", "3", "test", "-h"));
    assertEquals(
        new Request.Run(
            SCRIPT,
            List.of("--seed", "4"),
            new Settings(OptionalLong.of(3), OptionalInt.of(2), false)),
        read("--seed", "3", "--threads=2", "--no-color", "x.grad", "--seed", "4"));
  }

  @Test
  void codeAndStandardInput() throws UsageException {
    Program code = new Program.Code("-1");
    assertEquals(new Request.Run(code, List.of("test"), DEFAULT), read("-e", "-1", "test"));
    assertEquals(
        new Request.Run(
            code, List.of(), new Settings(OptionalLong.of(1), OptionalInt.empty(), true)),
        read("--seed", "1", "-e", "-1"));
    assertEquals(
        new Request.Run(new Program.StandardInput(), List.of("a"), DEFAULT), read("-", "a"));
  }

  @Test
  void noProgramIsASession() throws UsageException {
    assertEquals(new Request.Interactive(Optional.empty(), List.of(), DEFAULT, true), read());
    Settings seeded = new Settings(OptionalLong.of(3), OptionalInt.empty(), true);
    assertEquals(
        new Request.Interactive(Optional.empty(), List.of(), seeded, false),
        read("--seed", "3", "--no-init"));
    assertEquals(
        new Request.Interactive(Optional.of(SCRIPT), List.of("a", "-i"), DEFAULT, true),
        read("-i", "x.grad", "a", "-i"));
  }

  @Test
  void check() throws UsageException {
    List<Path> files = List.of(Path.of("a.grad"), Path.of("b.grad"));
    assertEquals(new Request.Check(files, DEFAULT), read("--check", "a.grad", "b.grad"));
    assertEquals("--check needs a file", refusal("--check"));
  }

  @Test
  void testsAndScriptsNamedTest() throws UsageException {
    Settings seeded = new Settings(OptionalLong.of(7), OptionalInt.empty(), false);
    assertEquals(
        new Request.Test(List.of(Path.of("spec")), seeded),
        read("--no-color", "test", "--seed", "7", "spec"));
    assertEquals(
        new Request.Run(new Program.File(Path.of("./test")), List.of(), DEFAULT), read("./test"));
    assertEquals("grad test needs a path", refusal("test"));
  }

  @Test
  void limits() throws UsageException {
    Limits limits =
        Limits.none()
            .steps(1000)
            .bytes(512L << 20)
            .deadline(Duration.ofSeconds(5))
            .callDepth(50)
            .output(100L << 10)
            .length(7)
            .graphNodes(8);
    Settings settings =
        new Settings(OptionalLong.empty(), OptionalInt.empty(), true, false, limits);
    String[] words =
        ("--max-steps 1000 --max-bytes 512m --timeout 5s --max-depth 50 --max-output 100k"
                + " --max-length 7 --max-nodes 8 x.grad --sandbox")
            .split(" ");
    assertEquals(new Request.Run(SCRIPT, List.of("--sandbox"), settings), read(words));
    assertEquals("--timeout needs TIME", refusal("--timeout"));
    assertEquals("--max-steps needs a whole number, not 'many'", refusal("--max-steps", "many"));
  }

  @Test
  void aSandboxHasLimitsOfItsOwnWhereNoneAreGiven() throws UsageException {
    Request.Run run = (Request.Run) read("--sandbox", "--timeout", "2m", "x.grad");
    Settings settings = run.settings();
    assertTrue(settings.sandbox());
    assertEquals(Sandbox.limits().deadline(Duration.ofMinutes(2)), settings.limits());
    assertTrue(settings.limits().bytes() <= 512L << 20);
    assertTrue(settings.limits().output() < Limits.none().output());
  }

  @Test
  void texts() throws UsageException {
    assertEquals(new Request.Show("grad 1.2" + System.lineSeparator()), read("--version"));
    assertTrue(read("-h") instanceof Request.Show help && help.text().contains("--threads"));
    assertTrue(read("test", "-h") instanceof Request.Show help && help.text().contains("# expect"));
  }

  @Test
  void whatMakesNoSense() {
    assertEquals("Unknown option: '--sed'; see grad --help", refusal("--sed", "3"));
    assertEquals("--seed needs a whole number, not 'x'", refusal("--seed", "x"));
    assertEquals("--threads must be at least 1", refusal("--threads", "0", "x.grad"));
    assertEquals("-e needs CODE", refusal("-e"));
  }
}
