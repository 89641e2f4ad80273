package org.gradlang.tensor;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The one exception inside Grad: what is wrong, where, and what to do.
 *
 * <p>Confined to the thread that throws it; the place, notes and calls are added while it travels
 * up. It has no Java stack trace.
 */
public final class GradError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final ErrorKind kind;
  private transient Origin origin = Origin.UNKNOWN;
  private final transient List<Note> notes = new ArrayList<>();
  private final transient List<String> help = new ArrayList<>();
  private final transient List<Call> calls = new ArrayList<>();

  /** A further place that the error is about. */
  public record Note(Origin origin, String text) {}

  /** A call that led to the error, innermost first. */
  public record Call(String function, Origin site) {}

  public GradError(ErrorKind kind, String message) {
    this(kind, message, null);
  }

  /** An error that Java code outside raised; {@code cause} is kept for the host. */
  public GradError(
      ErrorKind kind, String message, @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
  }

  public ErrorKind kind() {
    return kind;
  }

  /** What is wrong, in one sentence without a full stop. */
  public String message() {
    return java.util.Objects.requireNonNull(getMessage());
  }

  public Origin origin() {
    return origin;
  }

  public List<Note> notes() {
    return Collections.unmodifiableList(notes);
  }

  public List<String> helpLines() {
    return Collections.unmodifiableList(help);
  }

  public List<Call> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** Sets the place if none is known yet. */
  public GradError at(Origin place) {
    if (!origin.isKnown()) {
      origin = place;
    }
    return this;
  }

  /** Adds a further place; one that is not known is left out. */
  public GradError note(Origin place, String text) {
    if (place.isKnown()) {
      notes.add(new Note(place, text));
    }
    return this;
  }

  /** Adds a line that says what to do. */
  public GradError help(String text) {
    help.add(text);
    return this;
  }

  /** Adds the call that the error is passing. */
  public GradError calledFrom(String function, Origin site) {
    calls.add(new Call(function, site));
    return this;
  }
}
