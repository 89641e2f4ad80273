package org.gradlang.syntax;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An error in the form that a user sees: what is wrong, where, what else has to do with it, and
 * what to do. {@link DiagnosticRenderer} draws it.
 *
 * @param kind the kind of error, such as {@code SyntaxError}
 * @param label what stands under the primary place; may be empty
 * @param notes further places
 * @param help what to do, one line each
 * @param calls the calls that led there, the innermost first
 */
public record Diagnostic(
    String kind,
    String message,
    Source source,
    Span span,
    String label,
    List<Note> notes,
    List<String> help,
    List<Call> calls) {

  /** The kind of what is no error but hardly meant. */
  public static final String WARNING = "Warning";

  /** In the order of the source. */
  public static final Comparator<Diagnostic> BY_PLACE =
      (a, b) -> Integer.compare(a.span().start(), b.span().start());

  public Diagnostic {
    notes = List.copyOf(notes);
    help = List.copyOf(help);
    calls = List.copyOf(calls);
  }

  /** A further place, with the text to stand under it. */
  public record Note(Source source, Span span, String text) {}

  /** A call of the script function {@code function} at a place. */
  public record Call(String function, Source source, Span span) {}

  /** Whether the program goes on. */
  public boolean isWarning() {
    return kind.equals(WARNING);
  }

  /** An error with a place and nothing else. */
  public static Diagnostic of(String kind, String message, Source source, Span span) {
    return new Diagnostic(kind, message, source, span, "", List.of(), List.of(), List.of());
  }

  /** The same with a further line of help. */
  public Diagnostic withHelp(String line) {
    return new Diagnostic(kind, message, source, span, label, notes, plus(help, line), calls);
  }

  /** The same with a text under the primary place. */
  public Diagnostic withLabel(String text) {
    return new Diagnostic(kind, message, source, span, text, notes, help, calls);
  }

  /** The same with a further place. */
  public Diagnostic withNote(Span place, String text) {
    return withNote(new Note(source, place, text));
  }

  /** The same with a further place, which may be in another source. */
  public Diagnostic withNote(Note note) {
    return new Diagnostic(kind, message, source, span, label, plus(notes, note), help, calls);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    return Stream.concat(list.stream(), Stream.of(element)).toList();
  }

  /** {@code line 3:7: message}, with the column counted from 1. */
  public String summary() {
    int line = source.lineOf(span.start());
    return "line " + line + ":" + source.columnOf(span.start()) + ": " + message;
  }
}
