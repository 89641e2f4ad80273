package org.gradlang.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.Loader;
import org.gradlang.repl.shell.session.NamedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session as it is typed: keys in, screen out. */
final class ShellTest {
  private static ShellOptions options(Optional<Path> history) {
    return new ShellOptions(
        () -> Grad.builder().files(FileAccess.all()).loader(Loader.files(FileAccess.all())),
        false,
        "hello",
        Optional.of(new NamedText("init.grad", "let from_init = 7")),
        Optional.empty(),
        history);
  }

  private static TypedTerminal start() throws Exception {
    return new TypedTerminal(options(Optional.empty()));
  }

  @Test
  void showsValuesAndGoesOnAfterErrors() throws Exception {
    try (TypedTerminal terminal = start()) {
      assertTrue(terminal.answer("1 + 2").endsWith("3"));
      assertTrue(terminal.answer("let x = from_init * 2").isEmpty());
      String error = terminal.answer("x + yy");
      assertTrue(error.contains("`yy` is not declared"), error);
      assertTrue(error.contains("<input 3>:1:5"), error);
      assertTrue(terminal.answer("x / 0").contains("ZeroDivisionError"));
      assertTrue(terminal.answer("x").endsWith("14"));
      assertTrue(terminal.answer("_ + 1;").isEmpty());
      assertTrue(terminal.answer("print(\"no newline\", end=\"\")").endsWith("no newline"));
      terminal.type(TypedTerminal.CTRL_D);
      assertEquals(0, terminal.exitCode());
    }
  }

  @Test
  void asksForMoreLinesAndIndentsThem() throws Exception {
    try (TypedTerminal terminal = start()) {
      terminal.type("fn f(a) {" + TypedTerminal.ENTER).await("  ...     ");
      terminal.type("a * (" + TypedTerminal.ENTER).await("  ...         ");
      terminal.type("2" + TypedTerminal.ENTER).await("  ...         ");
      terminal.type(")").await(")").type(TypedTerminal.ENTER).await("  ...     ");
      terminal.type("}").await("}").type(TypedTerminal.ENTER).await("grad> ");
      assertTrue(terminal.answer("f(21)").endsWith("42"));
    }
  }

  @Test
  void completesNamesMembersAndKeywords() throws Exception {
    try (TypedTerminal terminal = start()) {
      terminal.answer("let weights = {\"alpha\": 1}");
      terminal.type("weigh\t").await("weights").type("[\"al\t").await("alpha\"]");
      terminal.type(TypedTerminal.ENTER).await("\n1");
      terminal.await("grad> ").type("optim.SG\t").await("SGD").type("([from_init], mom\t");
      terminal.await("momentum=").type(TypedTerminal.CTRL_C).await("grad> ");
      terminal.type(":he\t").await(":help").type(TypedTerminal.ENTER).await(":quit");
    }
  }

  @Test
  void showsTheSignatureOfTheCall() throws Exception {
    try (TypedTerminal terminal = start()) {
      terminal.type("nn.Linear(3, ").await("Linear(in_features, out_features, bias=True");
    }
  }

  @Test
  void takesPastedSessions() throws Exception {
    try (TypedTerminal terminal = start()) {
      String pasted = ">>> let a = 20\r>>> a + 1\r21\r>>> a * 2\r40\r";
      terminal.type("\u001b[200~" + pasted + "\u001b[201~").await("a * 2");
      terminal.type(TypedTerminal.ENTER).await("\n40");
    }
  }

  @Test
  void stopsWhatRunsAndKeepsTheState() throws Exception {
    try (TypedTerminal terminal = start()) {
      terminal.answer("let x = 5");
      terminal.type("print(\"run\" + \"s\"); while True { x += 1 }" + TypedTerminal.ENTER);
      terminal.await("runs");
      terminal.type(TypedTerminal.CTRL_C).await("interrupted").await("grad> ");
      assertTrue(terminal.answer("x >= 5").endsWith("True"));
    }
  }

  @Test
  void stopsAMatrixProductWithinItsKernel() throws Exception {
    try (TypedTerminal terminal = start()) {
      terminal.answer("let m = ones(3000, 3000)");
      terminal.type("print(\"run\" + \"s\"); m @ m @ m @ m @ m" + TypedTerminal.ENTER);
      terminal.await("runs");
      terminal.type(TypedTerminal.CTRL_C).await("interrupted").await("grad> ");
      assertTrue(terminal.answer("m.shape").endsWith("torch.Size([3000, 3000])"));
    }
  }

  @Test
  void clearsTheLineAtTheInterrupt() throws Exception {
    try (TypedTerminal terminal = start()) {
      terminal.type("some nonsense").await("nse").type(TypedTerminal.CTRL_C).await("grad> ");
      assertTrue(terminal.answer("6 * 7").endsWith("42"));
    }
  }

  @Test
  void answersQuestions() throws Exception {
    try (TypedTerminal terminal = start()) {
      assertTrue(terminal.answer("?relu").contains("relu(input: tensor"));
      assertTrue(terminal.answer("relu?").contains("relu(input: tensor"));
      assertTrue(terminal.answer("??nn.ReLU").contains("module ReLU(inplace=False) {"));
      assertTrue(terminal.answer("?nn.Liner").contains("did you mean nn.Linear?"));
      assertTrue(terminal.answer(":nonsense").contains("there is no command :nonsense"));
    }
  }

  @Test
  void aBareWordMeansTheCommand() throws Exception {
    try (TypedTerminal terminal = start()) {
      assertTrue(terminal.answer("help").contains(":quit"));
      assertTrue(terminal.answer("clear").contains("Ctrl-L clears the screen"));
      assertTrue(terminal.answer("let quit = 5").isEmpty());
      assertTrue(terminal.answer("quit").endsWith("5"));
      String cut = terminal.answer("[1, 2] * 999");
      assertTrue(cut.endsWith("(1998 elements; print(_) shows all)"), cut);
      terminal.type("exit" + TypedTerminal.ENTER);
      assertEquals(0, terminal.exitCode());
    }
  }

  @Test
  void leavesWithACode() throws Exception {
    try (TypedTerminal terminal = start()) {
      terminal.type("exit(3)" + TypedTerminal.ENTER);
      assertEquals(3, terminal.exitCode());
    }
  }

  @Test
  void remembersInputsOfEarlierSessions(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("deeper/history");
    try (TypedTerminal terminal = new TypedTerminal(options(Optional.of(file)))) {
      terminal.answer("let first = 11");
      terminal.answer("first + 1");
      terminal.type(TypedTerminal.CTRL_D);
      assertEquals(0, terminal.exitCode());
    }
    assertTrue(Files.exists(file));
    try (TypedTerminal terminal = new TypedTerminal(options(Optional.of(file)))) {
      terminal.type(TypedTerminal.UP + TypedTerminal.UP).await("let first = 11");
      terminal.type(TypedTerminal.ENTER).await("grad> ");
      terminal.type(TypedTerminal.CTRL_R).await("bck-i-search").type("t + 1").await("first + 1");
      terminal.type(TypedTerminal.ENTER).await("12");
      terminal.await("grad> ").type("let fi").await("rst = 11").type(TypedTerminal.RIGHT);
      terminal.type(TypedTerminal.ENTER).await("grad> ");
      assertTrue(terminal.answer(":history first + ").contains("first + 1"));
    }
  }

  @Test
  void aProgressBarEndsBeforeThePrompt() throws Exception {
    try (TypedTerminal terminal = start()) {
      String shown = terminal.answer("for i in progress(range(3)) { i }");
      assertTrue(shown.contains("3/3"), shown);
      assertFalse(shown.endsWith("grad>"), shown);
    }
  }
}
