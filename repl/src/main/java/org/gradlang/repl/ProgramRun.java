package org.gradlang.repl;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.Limits;
import org.gradlang.Loader;
import org.gradlang.Script;
import org.gradlang.repl.Request.Settings;
import org.gradlang.repl.screen.ProgressLines;
import org.gradlang.syntax.Diagnostic;

/** One run of a program, with what it is granted of the process. */
final class ProgramRun implements AutoCloseable {
  private final Request.Run request;
  private final Terminal terminal;
  private final Optional<Watchdog> watchdog;

  private ProgramRun(Request.Run request, Terminal terminal, Optional<Watchdog> watchdog) {
    this.request = request;
    this.terminal = terminal;
    this.watchdog = watchdog;
  }

  /** Begins before the program is compiled: its time counts from here. */
  static ProgramRun begin(Request.Run request, Terminal terminal) {
    Settings settings = request.settings();
    warnOfHeap(settings.limits(), terminal);
    Optional<Watchdog> watchdog =
        settings.sandbox()
            ? Optional.of(Watchdog.begin(settings.limits().time(), terminal))
            : Optional.empty();
    return new ProgramRun(request, terminal, watchdog);
  }

  /** A limit beyond what Java has is none: the end comes earlier, and with less to say about it. */
  private static void warnOfHeap(Limits limits, Terminal terminal) {
    long heap = Runtime.getRuntime().maxMemory();
    if (limits.bytes() != Limits.none().bytes() && limits.bytes() > heap) {
      terminal.complain(
          "grad: "
              + LimitOptions.BYTES
              + " is more than the "
              + (heap >> 20)
              + " MB that Java may use here; GRAD_JVM_FLAGS=-Xmx8g grants it 8 GB\n");
    }
  }

  /** The settings of an engine that may do what the user may, within limits. */
  static Grad.Builder engine(Settings settings, List<String> arguments) {
    return limited(settings, arguments)
        .files(FileAccess.all())
        .loader(Loader.files(FileAccess.all()))
        .clock(System::nanoTime);
  }

  private static Grad.Builder limited(Settings settings, List<String> arguments) {
    Grad.Builder builder =
        Grad.builder().arguments(arguments).limits(settings.limits()).exits().collects();
    settings.seed().ifPresent(builder::seed);
    settings.threads().ifPresent(builder::threads);
    return builder;
  }

  void evaluate(Script script) {
    watchdog.ifPresent(Watchdog::restart);
    if (request.settings().sandbox()) {
      evaluate(script, sandboxed());
    } else {
      evaluateWithScreen(script);
    }
  }

  private static void evaluate(Script script, Grad.Builder builder) {
    try (Grad grad = builder.build()) {
      Grad.onLargeStack(() -> grad.eval(script));
    }
  }

  /** Of the terminal, it gets text alone. */
  private Grad.Builder sandboxed() {
    return limited(request.settings(), request.arguments())
        .out(new HarmlessOutput(terminal.out()))
        .warnings(Sandbox.few(this::complain));
  }

  private void evaluateWithScreen(Script script) {
    Settings settings = request.settings();
    ProgressLines progress = terminal.progressLines();
    Consumer<Diagnostic> warnings = warning -> progress.above(() -> complain(warning));
    Grad.Builder builder =
        engine(settings, request.arguments())
            .out(terminal.outAbove(progress))
            .display(progress)
            .warnings(warnings);
    if (terminal.interactive()) {
      builder.screen(terminal.screen(progress, settings.color()));
    }
    try {
      evaluate(script, builder);
    } finally {
      progress.end();
    }
  }

  private void complain(Diagnostic warning) {
    terminal.complain(terminal.renderer(request.settings().color()).render(warning));
  }

  @Override
  public void close() {
    watchdog.ifPresent(Watchdog::close);
  }
}
