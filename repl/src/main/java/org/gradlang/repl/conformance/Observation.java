package org.gradlang.repl.conformance;

import java.util.List;
import org.gradlang.syntax.Diagnostic;

/**
 * What a run of a script came to.
 *
 * @param output all that it printed
 * @param diagnostics the errors that it ended in; none when it ended well
 * @param rendered the errors as the user would see them, without colours
 */
public record Observation(String output, List<Diagnostic> diagnostics, String rendered) {
  public Observation {
    diagnostics = List.copyOf(diagnostics);
  }
}
