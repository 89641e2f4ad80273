package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/** Reads a source into a syntax tree. */
public final class Parser {
  /** How many expressions and blocks may be inside each other. */
  private static final int DEEPEST = 1200;

  /** How many may be so on the caller's stack. */
  private static final int SHALLOW = 100;

  /** How many rules of the grammar are inside each other for one expression or block. */
  private static final int RULES_PER_LEVEL = 6;

  private final Source source;
  private final TokenReader reader;
  private final TokenArray tokens;
  private final SyntaxErrors errors;
  private final LostNames lostNames;
  private final StatementRecovery recovery;
  private final StatementParser parser;
  private final AstBuilder builder;
  private boolean deep;

  private Parser(Source source) {
    this.source = source;
    this.errors = new SyntaxErrors(source);
    this.reader = new TokenReader(source);
    this.tokens = reader.read();
    this.lostNames = new LostNames(tokens);
    this.recovery = new StatementRecovery(new Explanation(source, tokens), lostNames);
    this.parser = new StatementParser(tokens, recovery);
    this.builder = new AstBuilder(source, errors);
  }

  /**
   * Parses a source. Whatever it says, this ends, in time proportional to its length, with a result
   * that holds all its syntax errors. A source that comes with its tree is not parsed again.
   */
  public static ParseResult parse(Source source) {
    return StoredTree.read(source).orElseGet(() -> new Parser(source).parse());
  }

  private ParseResult parse() {
    List<Statement> statements = new ArrayList<>();
    while (tokens.LA(1) != Token.EOF) {
      statement().ifPresent(statements::add);
    }
    Program program = new Program(new Span(0, source.text().length()), source, statements);
    Set<String> names = lostNames.names();
    return new ParseResult(program, diagnostics(), names, isIncomplete(), deep);
  }

  /** Few statements are deep; those are read again where the stack has room for them. */
  private Optional<Statement> statement() {
    GradToken start = tokens.current();
    int known = errors.diagnostics().size();
    int reported = recovery.diagnostics().size();
    try {
      return read(SHALLOW);
    } catch (TooDeep shallow) {
      deep = true;
      tokens.seek(start.getTokenIndex());
      truncate(errors.diagnostics(), known);
      truncate(recovery.diagnostics(), reported);
      return LargeStack.call(() -> deepStatement(start));
    }
  }

  private Optional<Statement> deepStatement(GradToken start) {
    try {
      return read(DEEPEST);
    } catch (TooDeep tooDeep) {
      errors.add(tooDeep.span(), "this is nested too deeply", "give parts of it names with `let`");
      tokens.seek(start.getTokenIndex());
      StatementRecovery.skip(tokens, start);
      lostNames.add(start.getTokenIndex(), tokens.index());
      return Optional.empty();
    }
  }

  private Optional<Statement> read(int deepest) {
    return builder.line(parser.nextLine(deepest * RULES_PER_LEVEL), deepest);
  }

  private static void truncate(List<Diagnostic> diagnostics, int size) {
    diagnostics.subList(size, diagnostics.size()).clear();
  }

  private List<Diagnostic> diagnostics() {
    return Stream.of(reader.diagnostics(), recovery.diagnostics(), errors.diagnostics())
        .flatMap(List::stream)
        .sorted(Diagnostic.BY_PLACE)
        .toList();
  }

  private boolean isIncomplete() {
    return reader.incomplete()
        && errors.diagnostics().isEmpty()
        && recovery.firstErrorIndex() >= reader.endIndex();
  }
}
