package org.gradlang.repl.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.Loader;
import org.gradlang.Screen;
import org.gradlang.repl.shell.session.Preferences;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.repl.shell.session.SessionOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at variables, times, graphs and memory. */
@Timeout(120)
class MeasuringTest {
  private final StringWriter written = new StringWriter();
  private final Session session =
      new Session(
          SessionOutput.plain(written),
          new Preferences(false),
          () ->
              Grad.builder().seed(1).files(FileAccess.all()).loader(Loader.files(FileAccess.all())),
          Screen.none());

  @AfterEach
  void close() {
    session.close();
  }

  /** What is written after these inputs. */
  private String after(String... inputs) {
    int before = written.toString().length();
    for (String input : inputs) {
      Dispatch.answer(session, input);
    }
    return written.toString().substring(before);
  }

  @Test
  void variablesAreListedWithTheirMemory() {
    assertEquals("there are no variables yet\n", after(":vars"));
    after(
        "let w = ones(3, 4, requires_grad=True)",
        "let v = w.view(4, 3)",
        "let d = w.detach()",
        "let e = ones(2, dtype=float64)",
        "let net = nn.Linear(10, 5)",
        "fn twice(x) { x * 2 }",
        "let n = 5",
        "n + 1;");
    String expected =
        """
        name   type      shape   dtype    bytes
        d      tensor    [3, 4]  float32   48 B
        e      tensor    [2]     float64   16 B
        n      int                               5
        net    Linear                     220 B  55 parameters
        twice  function                          twice(x)
        v      tensor    [4, 3]  float32   48 B  requires_grad, view of w
        w      tensor    [3, 4]  float32   48 B  requires_grad, shares with d
        tensors take 284 B in all
        """;
    assertEquals(expected, after(":vars"));
  }

  @Test
  void timeRunsAnInputOnce() {
    String text = after("let n = 0", "fn count() { n = n + 1\nn }", ":time count()");
    List<String> lines = text.lines().toList();
    assertEquals("1", lines.get(0));
    assertTrue(lines.get(1).matches("[0-9.]+ (ns|µs|ms|s), [0-9.]+ (B|KB|MB) allocated"), text);
    assertEquals("1\n", after("n"));
    String error = after(":time unknown");
    assertTrue(error.contains("`unknown` is not declared"), error);
    assertEquals("5\n", after("let q = 5", "q"), "a name that was timed stays");
  }

  @Test
  void timeitRunsCodeAsOftenAsItTakes() {
    String text = after("let a = ones(4, 4)", ":timeit a @ a");
    assertTrue(
        text.matches(
            "(?s)median [0-9.]+ (ns|µs|ms) \\(middle half .* to .*, fastest .*\\), [0-9]+ samples"
                + " of [0-9,]+ runs? ?(each)?\nfirst, cold run .*; allocates .*\n"),
        text);
    assertTrue(after(":timeit b").contains("`b` is not declared"));
    assertEquals("what? :timeit CODE\n", after(":timeit"));
    after(":trace on");
    assertTrue(after(":timeit a").contains(":trace off"));
  }

  @Test
  void graphsAreShownOrDrawn(@TempDir Path folder) throws IOException {
    after("let w = ones(2, requires_grad=True)", "let loss = (w * 3).sum()");
    String graph = after(":graph loss");
    assertTrue(graph.startsWith("graph of 2 operations and 1 leaf\nSumBackward0 []"), graph);
    assertTrue(graph.contains("w: AccumulateGrad leaf [2] requires_grad"), graph);
    Path file = folder.resolve("loss.svg");
    assertEquals("drawn in " + file + "\n", after(":graph loss > " + file));
    assertTrue(Files.readString(file).contains("SumBackward0"));
    assertTrue(after(":graph 3").contains("graph() shows tensors, not an int"));
  }

  @Test
  void tracingShowsWhatRunsUntilItIsSwitchedOff() {
    assertEquals("trace is off\n", after(":trace"));
    String text =
        after(":trace on", "let w = ones(2, requires_grad=True)", "(w * 3).sum().backward()");
    List<String> words = text.lines().map(line -> line.strip().split(" ")[0]).toList();
    assertEquals(
        List.of("ones", "mul", "sum", "backward", "SumBackward0", "MulBackward0", "AccumulateGrad"),
        words);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    assertEquals("", after(":trace off", "ones(2);"));
    assertEquals(":trace on, or :trace off\n", after(":trace maybe"));
  }

  @Test
  void memoryAndThreadsAreTold() {
    String text = after("let w = ones(256)", "let v = w[1:]", ":mem gc");
    assertTrue(text.startsWith("tensors of variables   1.00 KB\n"), text);
    assertTrue(text.contains("in use"), text);
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals("1 of " + processors + " processors\n", after(":threads 1"));
    assertEquals("1 of " + processors + " processors\n", after(":threads"));
    assertTrue(after(":threads 0").contains("at least 1"));
  }

  @Test
  void amountsHaveThreeDigits() {
    assertEquals("0 B", Amounts.bytes(0));
    assertEquals("1023 B", Amounts.bytes(1023));
    assertEquals("1.00 KB", Amounts.bytes(1024));
    assertEquals("9.99 MB", Amounts.bytes(9.99 * 1024 * 1024));
    assertEquals("10.0 MB", Amounts.bytes(9.999 * 1024 * 1024));
    assertEquals("123 ms", Amounts.time(123.4e6));
    assertEquals("1.50 µs", Amounts.time(1500));
  }
}
