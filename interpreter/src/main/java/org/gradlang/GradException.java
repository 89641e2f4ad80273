package org.gradlang;

import java.io.Serial;
import java.util.List;
import org.gradlang.resolve.Checked;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.DiagnosticRenderer;
import org.gradlang.syntax.Site;
import org.gradlang.syntax.Source;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** What a program did wrong: the only exception that leaves an engine because of a program. */
public final class GradException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** The kind of what ended itself by {@code exit(code)}. */
  private static final String EXIT = "Exit";

  private final transient List<Diagnostic> diagnostics;

  /** What it was inside the engine; null for errors from before a run. */
  private final transient @Nullable GradError error;

  private GradException(
      List<Diagnostic> diagnostics, @Nullable GradError error, @Nullable Throwable cause) {
    super(summary(diagnostics.get(0)), cause);
    this.diagnostics = List.copyOf(diagnostics);
    this.error = error;
  }

  /** What ended a run. */
  static GradException of(GradError error, Diagnostic diagnostic) {
    return new GradException(List.of(diagnostic), error, error.getCause());
  }

  /** What a program did that called {@code exit}. */
  static GradException exit(int code, Site place) {
    String message = "the program ended itself with exit(" + code + ")";
    return of(
        new GradError(ErrorKind.ERROR, message).at(place),
        Diagnostic.of(EXIT, message, place.source(), place.span()));
  }

  /**
   * This for a program that called the host, whose code let it through: as it was, with its place
   * and notes, or an error of the same kind where it comes from before a run.
   */
  GradError again() {
    return error != null ? error : new GradError(ErrorKind.named(kind()), message(), this);
  }

  static Checked unlessRight(Checked checked) {
    if (!checked.diagnostics().isEmpty()) {
      throw new GradException(checked.diagnostics(), null, null);
    }
    return checked;
  }

  private static String summary(Diagnostic first) {
    return first.source() == Source.HOST
        ? first.kind() + ": " + first.message()
        : first.kind() + ": " + first.source().name() + ", " + first.summary();
  }

  /** The errors: one that ended the run, or all that were found before it. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Such as {@code ShapeError}; {@code Exit} where the program called {@code exit}. */
  public String kind() {
    return diagnostics.get(0).kind();
  }

  /** What is wrong, without its place. */
  public String message() {
    return diagnostics.get(0).message();
  }

  /** The line of the primary place, from 1; also where the error has no place in a program. */
  public int line() {
    Diagnostic first = diagnostics.get(0);
    return first.source().lineOf(first.span().start());
  }

  /**
   * The name of the source with the primary place; {@code <host>} where the error has none in a
   * program, such as {@link Grad#get} of a variable that is not there.
   */
  public String source() {
    return diagnostics.get(0).source().name();
  }

  /** The errors as a person reads them, with the lines that they are about. */
  public String rendered() {
    return DiagnosticRenderer.plain().render(diagnostics);
  }
}
