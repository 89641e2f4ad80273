package org.gradlang.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.ForeignNames;
import org.gradlang.syntax.ForeignWords;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;

/** Collects what is wrong with names and with misplaced statements. */
final class NameErrors {
  /** After so many errors no more names are suggested: each costs a look at all known ones. */
  private static final int SUGGESTIONS = 100;

  private static final Set<String> IN_CLASSES = Set.of("self", "super");

  private final Source source;
  private final Set<String> lost;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<String> undeclared = new LinkedHashSet<>();

  /**
   * @param lost names that are not reported, since the statements that may have declared them could
   *     not be parsed
   */
  NameErrors(Source source, Set<String> lost) {
    this.source = source;
    this.lost = lost;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The names that are read and that nothing declares, in the order of the source. */
  Set<String> undeclared() {
    return undeclared;
  }

  /** A name that is read and that nothing declares. */
  void undeclared(String name, Span span, Stream<String> known) {
    if (lost.contains(name) || lost.contains("class") && IN_CLASSES.contains(name)) {
      return;
    }
    Optional<String> replacement = ForeignWords.replacement(name);
    if (replacement.isPresent()) {
      add("SyntaxError", ForeignWords.message(name), span, replacement);
    } else {
      undeclared.add(name);
      String message = "`" + name + "` is not declared";
      add("NameError", message, span, meant(name).or(() -> nearest(name, known)));
    }
  }

  /** A name that is assigned and that nothing declares. */
  void undeclaredTarget(String name, Span span, Stream<String> known) {
    if (lost.contains(name)) {
      return;
    }
    String declare = "to declare it, write `let " + name + " = ...`";
    add(
        "NameError",
        "`" + name + "` is assigned, but no `let` declares it",
        span,
        Optional.of(nearest(name, known).map(near -> declare + "; or " + near).orElse(declare)));
  }

  /** A name that is always there and cannot be assigned. */
  void assignedGlobal(String name, Span span) {
    add(
        "NameError",
        "`" + name + "` is built in and cannot be assigned",
        span,
        Optional.of("to have a variable of this name, write `let " + name + " = ...`"));
  }

  void declaredTwice(String name, Span span, Span first) {
    String message = "`" + name + "` is declared twice in one block";
    diagnostics.add(
        Diagnostic.of("SyntaxError", message, source, span)
            .withNote(first, "the first time")
            .withHelp("to change it, write `" + name + " = ...` without `let`"));
  }

  /** A statement in a wrong place; but after a `def` that could not be read, who knows. */
  void misplaced(String message, Span span) {
    if (lost.contains("def") || lost.contains("function")) {
      return;
    }
    add("SyntaxError", message, span, Optional.empty());
  }

  private Optional<String> meant(String name) {
    return ForeignNames.instead(name);
  }

  private Optional<String> nearest(String name, Stream<String> known) {
    return diagnostics.size() < SUGGESTIONS
        ? NearestName.of(name, known).map(near -> "did you mean `" + near + "`?")
        : Optional.empty();
  }

  private void add(String kind, String message, Span span, Optional<String> help) {
    Diagnostic diagnostic = Diagnostic.of(kind, message, source, span);
    diagnostics.add(help.map(diagnostic::withHelp).orElse(diagnostic));
  }
}
