package org.gradlang.repl.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gradlang.repl.conformance.Expectations.Failure;
import org.gradlang.syntax.Diagnostic;

/** Where an observation differs from what was expected, in words; one comparison each. */
final class Comparison {
  private final Expectations expected;
  private final Observation observed;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Expectations expected, Observation observed) {
    this.expected = expected;
    this.observed = observed;
  }

  /** The differences, an empty list if there are none. */
  static List<String> differences(Expectations expected, Observation observed) {
    Comparison comparison = new Comparison(expected, observed);
    expected
        .malformed()
        .forEach(line -> comparison.differences.add("this is no expectation: " + line));
    comparison.compareOutput();
    comparison.compareFailures();
    comparison.compareWarnings();
    comparison.compareNotes();
    comparison.compareFragments();
    return List.copyOf(comparison.differences);
  }

  private void compareOutput() {
    List<String> printed = observed.output().lines().map(String::stripTrailing).toList();
    List<String> wanted = expected.printed();
    int line = firstDifference(wanted, printed);
    if (line == Math.max(wanted.size(), printed.size())) {
      return;
    }
    differences.add("output, line " + (line + 1) + ":");
    differences.add("  expected " + (line < wanted.size() ? wanted.get(line) : "no more output"));
    differences.add("  but got  " + (line < printed.size() ? printed.get(line) : "no more output"));
  }

  private static int firstDifference(List<String> wanted, List<String> printed) {
    int line = 0;
    int shorter = Math.min(wanted.size(), printed.size());
    while (line < shorter && wanted.get(line).equals(printed.get(line))) {
      line++;
    }
    return line;
  }

  private void compareFailures() {
    List<Failure> seen =
        observed.diagnostics().stream()
            .map(error -> new Failure(error.kind(), lineOf(error)))
            .toList();
    if (!seen.equals(expected.failures())) {
      differences.add("expected " + describe(expected.failures()));
      differences.add("but got  " + describe(seen));
    }
  }

  /** A script that names a warning names all; others may be warned. */
  private void compareWarnings() {
    if (expected.warnings().isEmpty()) {
      return;
    }
    List<Integer> seen = observed.warnings().stream().map(Comparison::lineOf).toList();
    if (!seen.equals(expected.warnings())) {
      differences.add("expected warnings on lines " + expected.warnings());
      differences.add("but got them on lines      " + seen);
    }
  }

  private static String describe(List<Failure> failures) {
    return failures.isEmpty() ? "no error" : String.join(", ", texts(failures));
  }

  private static List<String> texts(List<Failure> failures) {
    return failures.stream().map(Failure::toString).toList();
  }

  private static int lineOf(Diagnostic error) {
    return error.source().lineOf(error.span().start());
  }

  private void compareNotes() {
    List<Integer> pointedAt =
        Stream.concat(observed.warnings().stream(), observed.diagnostics().stream())
            .flatMap(Comparison::furtherLines)
            .toList();
    for (int line : expected.notes()) {
      if (!pointedAt.contains(line)) {
        differences.add("the diagnostic does not point at line " + line);
      }
    }
  }

  private static Stream<Integer> furtherLines(Diagnostic error) {
    return Stream.concat(
        error.notes().stream().map(note -> note.source().lineOf(note.span().start())),
        error.calls().stream().map(call -> call.source().lineOf(call.span().start())));
  }

  private void compareFragments() {
    String text = observed.rendered().toLowerCase(Locale.ROOT);
    for (String fragment : expected.fragments()) {
      if (!text.contains(fragment.toLowerCase(Locale.ROOT))) {
        differences.add("the diagnostic does not contain: " + fragment);
      }
    }
  }
}
