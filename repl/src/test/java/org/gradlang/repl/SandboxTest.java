package org.gradlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code grad --sandbox} lets a program do, and what the limits of the command stop. */
@Timeout(120)
class SandboxTest {
  @TempDir private Path folder;

  private static Answer run(String... words) throws Exception {
    return Answer.to(false, List.of(words));
  }

  private static Answer sandboxed(String code, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("--sandbox"));
    words.addAll(List.of(options));
    words.addAll(List.of("-e", code));
    return Answer.to(false, words);
  }

  private static void stopped(Answer answer, String message) {
    assertEquals(ExitCode.LIMIT, answer.code(), answer.error());
    assertTrue(answer.error().startsWith("error[LimitError]: "), answer.error());
    assertTrue(answer.error().contains(message), answer.error());
  }

  @Test
  void aProgramComputesAndPrints() throws Exception {
    Answer answer = sandboxed("print(args, nn.Linear(2, 1)(ones(3, 2)).shape)");
    assertEquals(new Answer(0, "[] torch.Size([3, 1])\n", ""), answer);
    assertEquals("['a', '--seed']\n", run("--sandbox", "-e", "print(args)", "a", "--seed").out());
  }

  @Test
  void filesComeFromWhoRunsIt() throws Exception {
    Path script = Files.writeString(folder.resolve("s.grad"), "print(1 + 1)");
    assertEquals(new Answer(0, "2\n", ""), run("--sandbox", script.toString()));
    Files.writeString(script, "while True { }");
    stopped(run("--sandbox", "--timeout", "100ms", script.toString()), "0.1 seconds");
  }

  @Test
  void limitsHoldWithoutASandboxToo() throws Exception {
    stopped(run("--timeout=100ms", "-e", "while True { }"), "0.1 seconds");
    stopped(run("--max-steps", "1000", "-e", "while True { }"), "more than 1000 steps");
    stopped(run("--max-depth", "7", "-e", "fn f() { f() }\nf()"), "more than 7 calls");
    stopped(run("--max-bytes", "1m", "-e", "zeros(1000000)"), "its limit is 1.0 MB");
    Path file = Files.writeString(folder.resolve("t"), "text");
    String code = "print(io.read_text('" + file.toString().replace('\\', '/') + "'), clock() > 0)";
    assertEquals("text True\n", run("--max-steps", "1000", "-e", code).out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True { }",
        "try { while True { } } catch e { print('caught') } finally { print('cleaned') }",
        "fn f() { f() }\nf()",
        "let a = []\nwhile True { a.append(zeros(1000)) }",
        "zeros(10 ** 9)"
      })
  void hostileProgramsEndWithTheirOwnCode(String code) throws Exception {
    Answer answer = sandboxed(code, "--timeout", "500ms");
    stopped(answer, "");
    assertEquals("", answer.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.read_text('FILE')",
        "io.write_text('FILE', 'new')",
        "io.list_files('FOLDER')",
        "io.exists('FILE')",
        "io.read_csv('FILE')",
        "io.read_image('FILE')",
        "load('FILE')",
        "save(ones(1), 'FILE')",
        "save({'a': ones(1)}, 'FOLDER/a.safetensors')",
        "plot([1., 2.], path='FOLDER/p.svg')",
        "save_image(ones(3, 2, 2), 'FOLDER/p.png')",
        "autograd.graph(ones(1, requires_grad=True) * 2).svg('FOLDER/g.svg')",
        "import 'FILE' as m",
        "import \"FOLDER/sibling.grad\" as m",
        "import \"sibling.grad\" as m",
        "clock()"
      })
  void nothingIsReached(String code) throws Exception {
    Path file = Files.writeString(folder.resolve("a.npy"), "old");
    Files.writeString(folder.resolve("sibling.grad"), "let x = 1");
    String text =
        code.replace("FILE", file.toString().replace('\\', '/'))
            .replace("FOLDER", folder.toString().replace('\\', '/'))
            .replace('\'', '"');
    Path script = Files.writeString(folder.resolve("s.grad"), text + "\nprint(1)");
    Answer answer = run("--sandbox", script.toString());
    assertEquals(ExitCode.FAILURE, answer.code(), answer.toString());
    assertEquals("", answer.out());
    assertTrue(answer.error().contains("not granted to this program"), answer.error());
    assertEquals("old", Files.readString(file));
    assertEquals(3, files(), "nothing was made");
  }

  private long files() throws IOException {
    try (var list = Files.list(folder)) {
      return list.count();
    }
  }

  @Test
  void theTerminalObeysNothingThatAProgramSays() throws Exception {
    String code = "print('a\\u001b]0;title\\u0007\\tb\\r\\u009b2J')\nfor i in progress([1]) { }";
    Answer answer = Answer.to(true, List.of("--sandbox", "-e", code));
    assertEquals("a\\x1b]0;title\\x07\tb\\x0d\\x9b2J\n", answer.out());
    assertEquals("", answer.error(), "there are no bars");
    Answer error = Answer.to(true, List.of("--sandbox", "-e", "raise ValueError('\\u001b[31m')"));
    assertFalse(error.error().contains("\u001b"), error.error());
    assertEquals("\u001b[31m\n", run("-e", "print('\\u001b[31m')").out(), "who is trusted may");
  }

  @Test
  void picturesAreNotShown() throws Exception {
    Answer answer = Answer.to(true, List.of("--sandbox", "-e", "plot([1., 2.])"));
    assertTrue(answer.out().startsWith("(no terminal here to show a plot on;"), answer.out());
  }

  @Test
  void warningsAreFew() throws Exception {
    Answer answer =
        sandboxed("import warnings\nfor i in range(1000) { warnings.warn('number ' + str(i)) }");
    assertEquals(0, answer.code(), answer.error());
    assertEquals(100, answer.error().lines().filter(l -> l.startsWith("warning")).count());
  }

  @Test
  void exitCodesAreTheProgramsOwn() throws Exception {
    assertEquals(7, sandboxed("exit(7)").code());
    assertEquals(ExitCode.FAILURE, sandboxed("1 / 0").code());
    assertEquals(ExitCode.FAILURE, sandboxed("1 +").code());
  }

  @Test
  void aLimitBeyondWhatJavaHasIsTold() throws Exception {
    Answer answer = run("--max-bytes", "1000000g", "-e", "print(1)");
    assertEquals("1\n", answer.out());
    assertTrue(answer.error().startsWith("grad: --max-bytes is more than the "), answer.error());
    assertEquals("", sandboxed("1", "--max-bytes", "1m").error());
  }

  @Test
  void sessionsAndTestsHaveNoSandbox() {
    String session =
        assertThrows(UsageException.class, () -> Answer.to(true, List.of("--sandbox"))).reason();
    assertTrue(session.startsWith("--sandbox runs a program"), session);
    String tests =
        assertThrows(UsageException.class, () -> run("--timeout", "5s", "test", "spec")).reason();
    assertEquals("grad test runs scripts that one trusts, without limits", tests);
  }
}
