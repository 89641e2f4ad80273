package org.gradlang.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;

/** A place in a source text: where an operation stands that made a tensor or failed. */
public record Site(Source source, Span span) implements Origin {
  /**
   * The place of an error that a user cares about: where it happened, or the call in the user's own
   * source that led into a library; empty while it has none.
   */
  public static Optional<Site> of(GradError error) {
    Stream<Origin> calls = error.calls().stream().map(GradError.Call::site);
    List<Site> sites =
        Stream.concat(Stream.of(error.origin()), calls)
            .filter(Site.class::isInstance)
            .map(Site.class::cast)
            .toList();
    Optional<Site> own = sites.stream().filter(site -> !site.source().isLibrary()).findFirst();
    return own.or(() -> sites.stream().findFirst());
  }

  /** The part of this that stands in its first line. */
  public Site head() {
    int end = source.text().indexOf('\n', span.start());
    return end < 0 || end >= span.end() ? this : new Site(source, new Span(span.start(), end));
  }

  /** The line in which this begins, from 1. */
  public int line() {
    return source.lineOf(span.start());
  }

  /** {@code net.grad:3:7}, with line and column counted from 1. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + source.columnOf(span.start());
  }
}
