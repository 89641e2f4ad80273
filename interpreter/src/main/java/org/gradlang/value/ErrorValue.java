package org.gradlang.value;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.jspecify.annotations.Nullable;

/**
 * An error as scripts hold it: what {@code catch e} binds and {@code ValueError("...")} makes.
 *
 * <p>It keeps the {@link GradError}, so that {@code raise e} shows the original place.
 */
public final class ErrorValue implements Attributes, Typed {
  private final GradError error;
  private final Function<GradError, String> reporter;

  /**
   * An error.
   *
   * @param reporter gives the whole diagnostic as text
   */
  public ErrorValue(GradError error, Function<GradError, String> reporter) {
    this.error = error;
    this.reporter = reporter;
  }

  /** An error that was not raised yet. */
  ErrorValue(GradError error) {
    this(error, unraised -> unraised.kind().text() + ": " + unraised.message());
  }

  /** What {@code raise} throws. */
  public GradError error() {
    return error;
  }

  public ErrorKind kind() {
    return error.kind();
  }

  public String message() {
    return error.message();
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "kind" -> kind().text();
      case "message" -> message();
      case "line" -> line();
      case "report" -> reporter.apply(error);
      default -> null;
    };
  }

  /** The same error: what was raised and what is caught are one. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ErrorValue caught && Identity.same(caught.error, error);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(error);
  }

  /** The line where the error happened, or None before it was raised. */
  private Object line() {
    return Site.of(error).<Object>map(site -> (long) site.line()).orElse(None.NONE);
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "an error cannot be changed");
  }

  @Override
  public Collection<String> names() {
    return List.of("kind", "message", "line", "report");
  }

  @Override
  public String typeName() {
    return kind().text();
  }

  @Override
  public ValueType type() {
    return ErrorType.of(kind());
  }

  /** The message, as {@code print(e)} shows it. */
  @Override
  public String toString() {
    return message();
  }
}
