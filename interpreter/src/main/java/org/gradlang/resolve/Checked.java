package org.gradlang.resolve;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.LargeStack;
import org.gradlang.syntax.ParseResult;
import org.gradlang.syntax.Parser;
import org.gradlang.syntax.Program;
import org.gradlang.syntax.Source;

/**
 * A source that was parsed and resolved.
 *
 * @param diagnostics all syntax errors and undeclared names, in the order of the source; while
 *     there are any, the program must not run
 * @param undeclared the names among them that are read and that nothing declares
 * @param incomplete whether the only thing wrong is that the text ends too early
 * @param deep whether walking the tree may need a {@link LargeStack}
 */
public record Checked(
    Program program,
    Resolution resolution,
    List<Diagnostic> diagnostics,
    Set<String> undeclared,
    boolean incomplete,
    boolean deep) {
  public Checked {
    diagnostics = List.copyOf(diagnostics);
    undeclared = Collections.unmodifiableSet(new LinkedHashSet<>(undeclared));
  }

  /** Parses and resolves a source that may use what is {@code known}. */
  public static Checked check(Source source, Known known) {
    ParseResult parsed = Parser.parse(source);
    return parsed.deep() ? LargeStack.call(() -> resolve(parsed, known)) : resolve(parsed, known);
  }

  private static Checked resolve(ParseResult parsed, Known known) {
    Resolver resolver = new Resolver(parsed.program(), known, parsed.lostNames());
    Resolution resolution = resolver.resolve();
    List<Diagnostic> diagnostics =
        Stream.concat(parsed.diagnostics().stream(), resolver.diagnostics().stream())
            .sorted(Diagnostic.BY_PLACE)
            .toList();
    return new Checked(
        parsed.program(),
        resolution,
        diagnostics,
        resolver.undeclared(),
        parsed.incomplete(),
        parsed.deep());
  }
}
