package org.gradlang.reliability.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.gradlang.GradException;
import org.gradlang.Script;
import org.gradlang.repl.shell.paint.PaintedCode;
import org.gradlang.repl.shell.session.Accepted;
import org.gradlang.repl.shell.session.Inputs;
import org.gradlang.repl.shell.session.SavedInputs;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.DiagnosticRenderer;
import org.gradlang.syntax.Lexeme;
import org.gradlang.syntax.Span;

/**
 * Any text is compiled, or refused with diagnostics that lie within it, in a time that its length
 * bounds; and what the shell does with an input before it runs works for it too.
 */
public final class CompileTarget {
  /** The longest text: what it takes must follow from its length. */
  private static final int LONGEST = 1 << 14;

  private CompileTarget() {}

  /** What the fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (text.length() <= LONGEST) {
      Duration most = Duration.ofMillis(250 + text.length() / 4);
      Haste.within(most, "compiling", () -> compile(text));
      Haste.within(most, "what the shell does with it", () -> show(text));
    }
  }

  private static int compile(String text) {
    List<Diagnostic> diagnostics = Script.check("input", text);
    for (Diagnostic diagnostic : diagnostics) {
      Span span = diagnostic.span();
      Finding.unless(
          0 <= span.start() && span.start() <= span.end() && span.end() <= text.length(),
          "a diagnostic from " + span.start() + " to " + span.end() + " of " + text.length());
      Finding.unless(!diagnostic.message().isBlank(), "a diagnostic without a message");
    }
    Finding.unless(
        diagnostics.isEmpty() || !DiagnosticRenderer.plain().render(diagnostics).isBlank(),
        "diagnostics that say nothing");
    boolean open = isRight(() -> Script.compileOpen("input", text));
    Finding.unless(open || !diagnostics.isEmpty(), "only open it is not right");
    if (diagnostics.isEmpty()) {
      List<Accepted> twice = List.of(new Accepted(text, false), new Accepted(text, false));
      List<Diagnostic> saved = Script.check("saved", SavedInputs.program(twice));
      Finding.unless(saved.isEmpty(), "a saved session is not right: " + saved);
    }
    return diagnostics.size();
  }

  private static boolean isRight(Runnable compilation) {
    try {
      compilation.run();
      return true;
    } catch (GradException e) {
      Finding.unless(!e.rendered().isBlank(), "an error that says nothing");
      return false;
    }
  }

  private static int show(String text) {
    int end = 0;
    for (Lexeme lexeme : Lexeme.of(text)) {
      Finding.unless(
          end <= lexeme.start() && lexeme.start() < lexeme.end() && lexeme.end() <= text.length(),
          "a word out of place: " + lexeme);
      end = lexeme.end();
    }
    Inputs.isIncomplete(text);
    Inputs.endsInSemicolon(text);
    Finding.unless(
        PaintedCode.of(text).length() == text.length(), "painting changes how long a text is");
    return end;
  }
}
