package org.gradlang.repl.conformance;

import java.util.List;
import org.gradlang.syntax.Diagnostic;

/**
 * What a run of a script came to.
 *
 * @param output all that it printed
 * @param warnings what it was warned of
 * @param diagnostics the errors that it ended in; none when it ended well
 * @param rendered the warnings and errors as the user would see them, without colours
 */
public record Observation(
    String output, List<Diagnostic> warnings, List<Diagnostic> diagnostics, String rendered) {
  public Observation {
    warnings = List.copyOf(warnings);
    diagnostics = List.copyOf(diagnostics);
  }
}
