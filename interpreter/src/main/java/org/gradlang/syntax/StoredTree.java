package org.gradlang.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program's syntax tree as bytes, for files that are parsed long before they run: reading it
 * takes a fortieth of the time that parsing takes in a process that has just started.
 *
 * <p>The bytes begin with the version of their form and the text's length and hash code, so that
 * those of another text or Grad are not taken for it: a text whose tree is not its own is parsed.
 * Then come the words, each once, and the nodes, parts after what they are parts of.
 */
public final class StoredTree {
  /** Counted up when a node gets other components, or an enum in one other constants. */
  static final int VERSION = 1;

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
