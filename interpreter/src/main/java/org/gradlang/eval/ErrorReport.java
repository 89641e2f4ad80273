package org.gradlang.eval;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.advice.Advice;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.DiagnosticRenderer;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;

/**
 * An error as a diagnostic.
 *
 * <p>Its primary place is the user's: where the error comes from inside a library, the call that
 * led there. The place in the library where it happened is a note.
 */
public final class ErrorReport {
  /** Of a longer chain of calls, so many are shown at its beginning and at its end. */
  private static final int SHOWN = 8;

  private final GradError error;
  private final List<Diagnostic.Call> path = new ArrayList<>();

  private ErrorReport(GradError error, Site fallback) {
    this.error = error;
    Origin origin = error.origin();
    Site first = origin instanceof Site site ? site : fallback;
    path.add(call("", first));
    for (GradError.Call call : error.calls()) {
      if (call.site() instanceof Site site) {
        path.add(call(call.function(), site));
      }
    }
  }

  /** {@code fallback} is the place of an error that has none. */
  public static Diagnostic of(GradError error, Site fallback) {
    return new ErrorReport(error, fallback).diagnostic(error.kind().text());
  }

  /** The diagnostic of an error that a program caught, as a person reads it. */
  public static String text(GradError error) {
    return Site.of(error)
        .map(place -> DiagnosticRenderer.plain().render(of(error, place)).stripTrailing())
        .orElseGet(() -> error.kind().text() + ": " + error.message());
  }

  /** As {@link #of}, for what is only a warning. */
  public static Diagnostic ofWarning(GradError warning, Site fallback) {
    return new ErrorReport(warning, fallback).diagnostic(Diagnostic.WARNING);
  }

  private static Diagnostic.Call call(String function, Site site) {
    return new Diagnostic.Call(function, site.source(), site.span());
  }

  private Diagnostic diagnostic(String kind) {
    int primary = primary();
    Diagnostic.Call place = path.get(primary);
    return new Diagnostic(
        kind,
        error.message(),
        place.source(),
        place.span(),
        error.label(),
        notes(primary),
        Advice.help(error, new Site(place.source(), place.span())),
        calls(primary));
  }

  /** The first place that is not in a library. */
  private int primary() {
    for (int i = 0; i < path.size(); i++) {
      if (!path.get(i).source().isLibrary()) {
        return i;
      }
    }
    return 0;
  }

  private List<Diagnostic.Note> notes(int primary) {
    List<Diagnostic.Note> notes = new ArrayList<>();
    for (GradError.Note note : error.notes()) {
      if (note.origin() instanceof Site site) {
        notes.add(new Diagnostic.Note(site.source(), site.span(), note.text()));
      }
    }
    if (primary > 0) {
      Diagnostic.Call inner = path.getFirst();
      notes.add(new Diagnostic.Note(inner.source(), inner.span(), "in the library"));
    }
    return notes;
  }

  /** The calls behind the primary place; of an endless recursion the middle is left out. */
  private List<Diagnostic.Call> calls(int primary) {
    List<Diagnostic.Call> calls = path.subList(primary + 1, path.size());
    if (calls.size() <= 2 * SHOWN) {
      return calls;
    }
    List<Diagnostic.Call> shown = new ArrayList<>(calls.subList(0, SHOWN));
    shown.addAll(calls.subList(calls.size() - SHOWN, calls.size()));
    return shown;
  }
}
