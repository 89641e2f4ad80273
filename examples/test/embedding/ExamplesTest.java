package embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Runs the programs as a reader would, and reads what they print. */
@ResourceLock(Resources.SYSTEM_OUT)
class ExamplesTest {
  /** A main method. */
  private interface Program {
    void run(String[] args) throws Exception;
  }

  private static List<String> printed(Program program) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      program.run(new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void hello() throws Exception {
    assertEquals(
        List.of("mean of squares: 7.5", "gradient: tensor([ 3., 12., 27.], dtype=torch.float64)"),
        printed(Hello::main));
  }

  @Test
  void options() throws Exception {
    List<String> lines = printed(Options::main);
    assertEquals(
        "by autograd: value 4.178300, delta 0.433204, gamma 0.027813, vega 27.813145, theta"
            + " -6.736893, rho 19.571069",
        lines.getFirst());
    assertEquals("they agree", lines.getLast());
  }

  @Test
  void rules() throws Exception {
    assertEquals(
        List.of(
            "inputs: [price]",
            "90.0",
            "reloaded",
            "80.0",
            "kept the old rule:",
            "error[SyntaxError]: a value is missing between `*` and `*`",
            "  --> discount.grad:1:9",
            "    |",
            "  1 | price * * 2",
            "    |         ^",
            "",
            "80.0"),
        printed(RuleBook::main));
  }

  @Test
  void aRuleReloadsWhenItsFileChanges(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rule.grad"), "1");
    CountDownLatch changed = new CountDownLatch(1);
    try (RuleBook rules = new RuleBook(file, line -> changed.countDown())) {
      Thread watching = Thread.ofVirtual().start(() -> watch(rules));
      Files.writeString(file, "2");
      assertTrue(changed.await(30, TimeUnit.SECONDS));
      assertEquals(2, rules.apply(java.util.Map.of()));
      watching.interrupt();
      watching.join();
    }
  }

  private static void watch(RuleBook rules) {
    try {
      rules.watch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void serving() throws Exception {
    assertEquals(
        List.of("trained: well", "100 of 100 requests answered rightly by 4 threads"),
        printed(Serving::main));
  }

  @Test
  void scoringService() throws Exception {
    assertEquals(
        List.of(
            "200 2",
            "400 error[AttributeError]: an int has no attribute 'missing'",
            "429 error[LimitError]: the program took more than 100000 steps",
            "400 error[IOError]: '/etc/passwd' is not granted to this program"),
        printed(ScoringService::main));
  }

  @Test
  void hostFunctions() throws Exception {
    assertEquals(
        List.of(
            "tensor([ 90.4837, 180.9675])",
            "[3 grad, 1 java at 2.5]",
            "line 2: order(): count must be positive, not 0",
            "tensor([5.0000, 8.8080], dtype=torch.float64)",
            "right: True"),
        printed(HostFunctions::main));
  }

  @Test
  void jsr223() throws Exception {
    assertEquals(
        List.of(
            "sum: 12.5",
            "slope: [2.0, 4.0]",
            "twice: 42",
            "line 2: AttributeError: <eval>, line 2:1: an int has no attribute 'b'"),
        printed(Jsr223::main));
  }

  /** Each snippet of the page stands in one of the programs, but for its indentation. */
  @Test
  void thePageShowsThesePrograms() throws IOException {
    List<String> programs = new ArrayList<>();
    try (var files = Files.newDirectoryStream(Path.of("embedding"), "*.java")) {
      for (Path file : files) {
        programs.add(flat(Files.readString(file)));
      }
    }
    String page = Files.readString(Path.of("../docs/embedding.md"));
    int snippets = 0;
    for (String part : page.split("```(java|grad)\n", -1)) {
      if (snippets++ > 0) {
        String code = flat(part.substring(0, part.indexOf("```")));
        assertTrue(programs.stream().anyMatch(program -> program.contains(code)), code);
      }
    }
    assertTrue(snippets > 8, "snippets: " + snippets);
  }

  private static String flat(String code) {
    StringBuilder flat = new StringBuilder();
    code.lines().map(String::strip).forEach(line -> flat.append(line).append('\n'));
    return flat.toString();
  }
}
