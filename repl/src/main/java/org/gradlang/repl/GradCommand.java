package org.gradlang.repl;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradlang.GradException;
import org.gradlang.Script;
import org.gradlang.builtin.ExitRequest;
import org.gradlang.repl.Request.Program;
import org.gradlang.repl.Request.Settings;
import org.gradlang.repl.conformance.ConformanceScript;
import org.gradlang.repl.conformance.EngineRunner;
import org.gradlang.repl.conformance.TestRun;
import org.gradlang.repl.shell.Rehearsal;
import org.gradlang.repl.shell.Shell;
import org.gradlang.repl.shell.ShellOptions;
import org.gradlang.repl.shell.session.NamedText;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.VectorModule;

/** Does what a {@link Request} asks for; the answers are exit codes. */
final class GradCommand {
  /** Set in the run from which the start-up cache is made. */
  private static final String TRAINING = "grad.training";

  private final Terminal terminal;

  GradCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  int perform(Request request) throws UsageException, InterruptedException {
    return switch (request) {
      case Request.Show show -> show(show.text());
      case Request.Run run -> run(run);
      case Request.Interactive interactive -> interact(interactive);
      case Request.Check check -> check(check);
      case Request.Test test -> test(test);
    };
  }

  private int show(String text) {
    terminal.out().write(text);
    return ExitCode.SUCCESS;
  }

  private int run(Request.Run request) throws UsageException, InterruptedException {
    ProgramText program = ProgramText.of(request.program());
    try (ProgramRun run = ProgramRun.begin(request, terminal)) {
      Script script = Script.compile(program.name(), program.text());
      run.evaluate(script);
      return ExitCode.SUCCESS;
    } catch (ExitRequest exit) {
      return exit.code();
    } catch (GradException e) {
      int code = report(e.diagnostics(), request.settings());
      return e.kind().equals(ErrorKind.LIMIT.text()) ? ExitCode.LIMIT : code;
    } finally {
      if (Boolean.getBoolean(TRAINING)) {
        Rehearsal.run(() -> ProgramRun.engine(request.settings(), List.of()));
        VectorModule.load(); // last of all: the cache cannot hold classes that use it
      }
    }
  }

  private int interact(Request.Interactive request) throws UsageException, InterruptedException {
    Settings settings = request.settings();
    if (!terminal.attended()) {
      Program input = request.program().orElseGet(Program.StandardInput::new);
      return run(new Request.Run(input, request.arguments(), settings));
    }
    if (settings.sandbox()) {
      throw new UsageException(
          "--sandbox runs a program, from a file, a pipe or -e, and no interactive session");
    }
    ShellOptions options =
        new ShellOptions(
            () -> ProgramRun.engine(settings, request.arguments()),
            settings.color() && Terminal.showsColors(),
            banner(),
            startup(request),
            program(request),
            UserFiles.history());
    return Shell.run(options);
  }

  private static Optional<NamedText> startup(Request.Interactive request) throws UsageException {
    Optional<Path> file = request.startup() ? UserFiles.startup() : Optional.empty();
    return file.isEmpty() ? Optional.empty() : Optional.of(ProgramText.of(file.get()).named());
  }

  private static Optional<NamedText> program(Request.Interactive request) throws UsageException {
    return request.program().isEmpty()
        ? Optional.empty()
        : Optional.of(ProgramText.of(request.program().get()).named());
  }

  private static String banner() {
    return "Grad "
        + Main.VERSION
        + ", :help lists the commands, ?name tells what a name means, Ctrl-D leaves";
  }

  private int report(List<Diagnostic> errors, Settings settings) {
    terminal.complain(terminal.renderer(settings.color()).render(errors));
    return ExitCode.FAILURE;
  }

  private int check(Request.Check request) throws UsageException {
    List<Diagnostic> errors = new ArrayList<>();
    for (Path file : request.files()) {
      ProgramText program = ProgramText.of(file);
      errors.addAll(Script.check(program.name(), program.text()));
    }
    return errors.isEmpty() ? ExitCode.SUCCESS : report(errors, request.settings());
  }

  private int test(Request.Test request) throws UsageException, InterruptedException {
    PrintWriter report = new PrintWriter(terminal.out(), true);
    EngineRunner runner = new EngineRunner(request.settings().seed());
    int threads =
        request.settings().threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
    boolean passed = new TestRun(runner, threads, report).run(scripts(request.paths()));
    return passed ? ExitCode.SUCCESS : ExitCode.FAILURE;
  }

  private static List<ConformanceScript> scripts(List<Path> paths) throws UsageException {
    List<ConformanceScript> scripts = new ArrayList<>();
    for (Path path : paths) {
      scripts.addAll(scriptsOf(path));
    }
    return scripts;
  }

  /**
   * A path without a single expectation is refused: a run of no test must not look like success.
   */
  private static List<ConformanceScript> scriptsOf(Path path) throws UsageException {
    if (!Files.exists(path)) {
      throw new UsageException("there is no file or folder '" + path + "'");
    }
    try {
      List<ConformanceScript> found = ConformanceScript.find(List.of(path));
      if (found.isEmpty()) {
        throw new UsageException(
            (Files.isDirectory(path) ? "no script in '" : "nothing in '")
                + path
                + "' says what it must print; `grad test --help` tells how");
      }
      return found;
    } catch (IOException e) {
      throw new UsageException("the scripts cannot be read: " + e.getMessage());
    }
  }
}
