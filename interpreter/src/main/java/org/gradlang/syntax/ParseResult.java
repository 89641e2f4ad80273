package org.gradlang.syntax;

import java.util.List;
import java.util.Set;

/**
 * What a source says, as far as it can be understood.
 *
 * @param program the statements that could be parsed
 * @param diagnostics all syntax errors, in the order of the source
 * @param lostNames the names in statements that could not be parsed: what they would have declared
 *     is not known, so that none of them should be reported as undeclared
 * @param incomplete whether the only thing wrong is that the text ends too early, so that a REPL
 *     should ask for more
 * @param deep whether something is nested so deeply that walking the tree may need a {@link
 *     LargeStack}
 */
public record ParseResult(
    Program program,
    List<Diagnostic> diagnostics,
    Set<String> lostNames,
    boolean incomplete,
    boolean deep) {
  public ParseResult {
    diagnostics = List.copyOf(diagnostics);
    lostNames = Set.copyOf(lostNames);
  }
}
