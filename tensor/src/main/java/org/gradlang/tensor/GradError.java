package org.gradlang.tensor;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one exception inside Grad: what is wrong, where, and what to do.
 *
 * <p>Confined to the thread that throws it; the place, notes and calls are added while it travels
 * up. It has no Java stack trace.
 */
public final class GradError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** How a message begins that names an operation: {@code mm() needs} or {@code mm: the}. */
  private static final Pattern SUBJECT =
      Pattern.compile("(?:[a-z_][a-z0-9_.]*(?:\\(\\)(:?)|(:))|x\\[[.]{3}](:)) ");

  private static final int BYTES = 240;
  private static final int PLACE_BYTES = 32;

  private final ErrorKind kind;
  private String message;
  private transient Origin origin = Origin.UNKNOWN;
  private final transient List<Note> notes = new ArrayList<>();
  private final transient List<String> help = new ArrayList<>();
  private final transient List<Call> calls = new ArrayList<>();
  private transient String label = "";
  private transient @Nullable Lesson lesson;

  /** A further place that the error is about. */
  public record Note(Origin origin, String text) {}

  /** A call that led to the error, innermost first. */
  public record Call(String function, Origin site) {}

  public GradError(ErrorKind kind, String message) {
    this(kind, message, null);
  }

  /** An error that Java code outside raised; {@code cause} is kept for the host. */
  public GradError(ErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
    this.message = message;
  }

  public ErrorKind kind() {
    return kind;
  }

  /** What is wrong, in one sentence without a full stop. */
  public String message() {
    return message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /**
   * Makes the message begin with the operation that the program called: what found the error may be
   * another one that it is made of. Errors that have a place already come from a program's own
   * code, those of graphs tell of other lines, and limits are no fault of an operation: all stay as
   * they are.
   */
  public GradError of(String operation) {
    if (origin.isKnown() || kind == ErrorKind.AUTOGRAD || kind == ErrorKind.LIMIT) {
      return this;
    }
    Matcher subject = SUBJECT.matcher(message);
    if (!subject.lookingAt()) {
      message = operation + ": " + message;
    } else {
      boolean colon = subject.group(1) == null || !subject.group(1).isEmpty();
      message = operation + (colon ? ": " : " ") + message.substring(subject.end());
    }
    return this;
  }

  public Origin origin() {
    return origin;
  }

  public List<Note> notes() {
    return Collections.unmodifiableList(notes);
  }

  /** What stands at the place of the error itself; may be empty. */
  public String label() {
    return label;
  }

  /** What to do, as the error itself knows it, what its lesson says included. */
  public List<String> helpLines() {
    List<String> taught = lesson == null ? List.of() : lesson.help();
    return Stream.concat(taught.stream(), help.stream()).toList();
  }

  /** What to do, as the error itself knows it, without its lesson. */
  public List<String> ownHelp() {
    return Collections.unmodifiableList(help);
  }

  /** What the error is about, for help in the program's own words; null if it has no such. */
  public @Nullable Lesson lesson() {
    return lesson;
  }

  /** About how many bytes it takes. */
  public int size() {
    int texts = message.length() + label.length();
    return BYTES + texts + PLACE_BYTES * (calls.size() + 4 * notes.size() + 6 * help.size());
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

  /** Sets what stands at the place of the error itself. */
  public GradError label(String text) {
    label = text;
    return this;
  }

  /** Says what the error is about. */
  public GradError teach(Lesson about) {
    lesson = about;
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
