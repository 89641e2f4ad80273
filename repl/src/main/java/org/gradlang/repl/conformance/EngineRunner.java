package org.gradlang.repl.conformance;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;
import org.gradlang.Loader;
import org.gradlang.Script;
import org.gradlang.builtin.ExitRequest;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.DiagnosticRenderer;

/**
 * Runs each script in an engine of its own, as the {@code grad} command would, but on one thread
 * and not for ever.
 *
 * @param seed where the random numbers start in each script, if not anywhere
 */
public record EngineRunner(OptionalLong seed) implements ScriptRunner {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public Observation run(Path script) {
    StringWriter output = new StringWriter();
    List<Diagnostic> warnings = new ArrayList<>();
    try {
      evaluate(Script.compile(script.toString(), Files.readString(script)), output, warnings);
      return observation(output, warnings, List.of());
    } catch (ExitRequest exit) {
      return observation(output, warnings, List.of());
    } catch (GradException e) {
      return observation(output, warnings, e.diagnostics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Observation observation(
      StringWriter output, List<Diagnostic> warnings, List<Diagnostic> errors) {
    List<Diagnostic> all = new ArrayList<>(warnings);
    all.addAll(errors);
    String rendered = DiagnosticRenderer.plain().render(all);
    return new Observation(output.toString(), warnings, errors, rendered);
  }

  private void evaluate(Script script, StringWriter output, List<Diagnostic> warnings) {
    Grad.Builder builder =
        Grad.builder()
            .out(output)
            .warnings(warnings::add)
            .files(FileAccess.all())
            .loader(Loader.files(FileAccess.all()))
            .clock(System::nanoTime)
            .exits()
            .threads(1)
            .limits(Limits.none().deadline(PATIENCE));
    seed.ifPresent(builder::seed);
    try (Grad grad = builder.build()) {
      Grad.onLargeStack(() -> grad.eval(script));
    }
  }
}
