package org.gradlang.repl.shell.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradlang.Grad;
import org.gradlang.Screen;
import org.gradlang.repl.shell.command.Suggestion;
import org.gradlang.repl.shell.session.Preferences;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.repl.shell.session.SessionOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompleterTest {
  private final StringWriter written = new StringWriter();
  private final Session session =
      new Session(
          SessionOutput.plain(written), new Preferences(false), Grad::builder, Screen.none());
  private final Completer completer = new Completer(session);

  private List<String> words(String before) {
    return completer.complete(before, before.length()).suggestions().stream()
        .map(Suggestion::text)
        .toList();
  }

  private Optional<String> description(String before, String word) {
    return completer.complete(before, before.length()).suggestions().stream()
        .filter(suggestion -> suggestion.text().equals(word))
        .map(Suggestion::description)
        .findFirst();
  }

  @Test
  void names() {
    session.evaluate("let learning_rate = 0.1");
    assertEquals(Optional.of("float 0.1"), description("learn", "learning_rate"));
    assertTrue(words("rel").contains("relu"));
    assertTrue(words("whi").contains("while"));
    assertTrue(words("x = 3 + LEARN").contains("learning_rate"));
    assertTrue(words("let inner = 3\nprint(inn").contains("inner"));
    assertEquals(List.of(), words("let rel"));
    assertEquals(List.of(), words("# rel"));
  }

  @Test
  void membersOfTheActualValue() {
    session.evaluate("let x = randn(2, 3)\nlet net = nn.Sequential(nn.Linear(2, 3), nn.ReLU())");
    assertTrue(words("ones(3).").isEmpty());
    session.evaluate("let v = ones(3)"); // whose v.H is an error
    assertTrue(words("v.").contains("H"));
    assertTrue(words("x.requires").containsAll(List.of("requires_grad", "requires_grad_")));
    assertEquals(Optional.of("tensor torch.float32 [3, 2]"), description("net[0].wei", "weight"));
    assertEquals(List.of("Linear"), words("nn.Linear"));
    assertTrue(words("optim.lr_scheduler.Step").contains("StepLR"));
    assertTrue(words("\"text\".").isEmpty());
  }

  @Test
  void nothingRuns() {
    session.evaluate("let calls = []\nfn f() { calls.append(1)\n [1] }\nlet w = ones(1) * 2");
    assertEquals(List.of(), words("f()."));
    assertEquals(List.of(), words("calls[len(calls)]."));
    session.evaluate("let r = ones(1, requires_grad=True) * 2");
    words("r.grad.");
    session.evaluate("print(len(calls))");
    assertEquals("0\n", written.toString());
  }

  @Test
  void keywordsOfTheCall() {
    assertEquals(Optional.of("default True"), description("nn.Linear(2, 3, bi", "bias="));
    assertEquals(Optional.of("ints?, required"), description("mean(ones(3), di", "dim="));
    assertTrue(words("sum(ones(3), di").contains("dim="));
    assertFalse(words("nn.Linear(2, 3, bias=True, bi").contains("bias="));
    session.evaluate("let x = ones(2)");
    assertTrue(words("x.sum(").contains("keepdim="));
    assertFalse(words("x.sum(").contains("input="));
  }

  @Test
  void keysOfDicts() {
    session.evaluate("let d = {\"alpha\": 1, \"beta\": [1, 2], 3: 4}");
    assertEquals(List.of("\"alpha\"]", "\"beta\"]"), words("d["));
    assertEquals(List.of("alpha\"]"), words("d[\"al"));
    assertEquals(List.of("beta']"), words("d['b"));
    assertTrue(words("d[\"beta\"].app").contains("append"));
  }

  @Test
  void paths(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("net.grad"), "1");
    Files.createDirectory(folder.resolve("nested"));
    String start = folder + "/ne";
    List<String> found = List.of(folder + "/nested/", folder + "/net.grad");
    assertEquals(found, words(":load " + start));
    assertEquals(found, words("load(\"" + start));
    assertEquals(found, words("import \"" + start));
  }

  @Test
  void commandsAndTheirArguments() {
    assertEquals(List.of(":load"), words(":lo"));
    assertTrue(words(":help hi").contains("history"));
    assertEquals(List.of("off", "on"), words(":set color o").stream().sorted().toList());
    assertTrue(words(":type rel").contains("relu"));
    assertTrue(words("?nn.Lin").contains("Linear"));
  }

  @Test
  void signatures() {
    CallTip tip = CallTip.of(session.grad(), "nn.Linear(3, bias=").orElseThrow();
    assertEquals("Linear", tip.name());
    assertEquals("bias=True", tip.parameters().get(tip.current()));
    session.evaluate("let x = ones(2)\nlet net = nn.Linear(2, 2)");
    assertEquals(0, CallTip.of(session.grad(), "x.sum(").orElseThrow().current());
    assertEquals(List.of("input"), CallTip.of(session.grad(), "net(").orElseThrow().parameters());
    assertEquals(1, CallTip.of(session.grad(), "zip((1, 2), f(x),").stream().count());
    assertTrue(CallTip.of(session.grad(), "(1, 2").isEmpty());
    assertTrue(CallTip.of(session.grad(), "unknown(1, 2").isEmpty());
  }
}
