package org.gradlang.resolve;

import java.util.List;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.Program;

/**
 * A source that was parsed and resolved.
 *
 * @param diagnostics all syntax errors and undeclared names, in the order of the source; while
 *     there are any, the program must not run
 */
public record Checked(Program program, Resolution resolution, List<Diagnostic> diagnostics) {
  public Checked {
    diagnostics = List.copyOf(diagnostics);
  }
}
