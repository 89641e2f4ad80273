package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.gradlang.grammar.GradParser;

/**
 * Finds words for a token at which a statement cannot be read on. It tries what people bring along
 * from other languages first, then what the form at hand needs, then what stands side by side.
 */
final class Explanation {
  private final Source source;
  private final TokenArray tokens;

  Explanation(Source source, TokenArray tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /** What is wrong with {@code token}, which ended the parsing of {@code context}. */
  Diagnostic of(ParserRuleContext context, GradToken token) {
    if (token.problem != null) {
      return token.problem;
    }
    GradToken before = tokens.get(Math.max(0, token.getTokenIndex() - 1));
    return new WordExplanation(source, before, token)
        .find()
        .or(() -> foreignForm(context, before, token))
        .or(() -> unfinishedForm(context, before, token))
        .orElseGet(() -> neighbours(before, token));
  }

  // Forms of other languages.

  private Optional<Diagnostic> foreignForm(
      ParserRuleContext context, GradToken before, GradToken token) {
    return switch (token.getType()) {
      case COLON -> colon(context, token);
      case ELSE -> Optional.of(otherwise(before, token));
      case IF -> conditional(before, token);
      case FOR -> generator(before, token);
      case ARROW -> resultType(context, token);
      case COMMA, CLOSE_BRACE -> set(context, token);
      case ASSIGN -> assignment(context, token);
      default -> Optional.empty();
    };
  }

  private Optional<Diagnostic> colon(ParserRuleContext context, GradToken token) {
    GradToken next = tokens.get(token.getTokenIndex() + 1);
    if (context instanceof GradParser.BlockContext) {
      return found(
          token, "a block stands in braces", "write `{` for the `:`, and `}` behind the block");
    }
    if (next.getType() == ASSIGN && token.touches(next)) {
      return found(token, "there is no operator `:=`", "write `let x = ...` on a line before");
    }
    if (context instanceof GradParser.ParametersContext) {
      return found(token, "a parameter has no type", "write its name alone");
    }
    if (context instanceof GradParser.LetContext) {
      return found(token, "a variable has no type", "write `let x = ...`");
    }
    return Optional.empty();
  }

  private Diagnostic otherwise(GradToken before, GradToken token) {
    int head = before.opener == null ? 0 : before.opener.head;
    if (head == FOR || head == WHILE) {
      return error(token, "a loop has no `else`")
          .withHelp("set a variable before `break`, and test it behind the loop");
    }
    return error(token, "this `else` belongs to no `if`");
  }

  private Optional<Diagnostic> conditional(GradToken before, GradToken token) {
    boolean afterBlock = before.opener != null && before.opener.getType() == OPEN_BRACE;
    return Words.endsValue(before.getType()) && !afterBlock
        ? found(token, "`a if c else b` is not in the language", "write `if c { a } else { b }`")
        : Optional.empty();
  }

  private Optional<Diagnostic> generator(GradToken before, GradToken token) {
    return Words.endsValue(before.getType()) && !token.amongStatements
        ? found(
            token, "a comprehension stands in `[ ]` or `{ }`", "write `[x for x in xs]`: a list")
        : Optional.empty();
  }

  private Optional<Diagnostic> resultType(ParserRuleContext context, GradToken token) {
    return context instanceof GradParser.BlockContext
        ? found(token, "a function does not say the type of its result", "write `{` here")
        : Optional.empty();
  }

  private Optional<Diagnostic> assignment(ParserRuleContext context, GradToken token) {
    if (context instanceof GradParser.BlockContext) {
      return found(token, "`=` does not compare", "write `==`");
    }
    return token.amongStatements
        ? found(token, "a statement assigns only once", "write one statement for each `=`")
        : Optional.empty();
  }

  private Optional<Diagnostic> set(ParserRuleContext context, GradToken token) {
    return context instanceof GradParser.EntryContext
        ? found(
            token,
            "a dict has a `:` between key and value, and there are no sets",
            "write `{key: value}`, or a list `[a, b]`")
        : Optional.empty();
  }

  // Forms that lack something.

  private Optional<Diagnostic> unfinishedForm(
      ParserRuleContext context, GradToken before, GradToken token) {
    int type = token.getType();
    int last = before.getType();
    if (last == FN
        || context instanceof GradParser.ParametersContext
            && last != OPEN_PAREN
            && type != CLOSE_PAREN
            && (Words.isName(last) && isBrace(type))) {
      return found(
          token,
          "a function needs its parentheses, also without parameters",
          "write `fn name() { ... }`");
    }
    if (context instanceof GradParser.BlockContext) {
      return found(token, "the `{` of a block is missing " + place(token));
    }
    if (context instanceof GradParser.LetContext && isEnd(type)) {
      return found(
          token, "`let` needs a value", "write `let x = ...`, `None` if there is none yet");
    }
    if (last == OPEN_BRACKET && type == CLOSE_BRACKET) {
      return found(token, "an index cannot be empty");
    }
    if (last == OPEN_FIELD && type == CLOSE_FIELD) {
      return found(token, "a field of an f-string cannot be empty", "write `{{}}` for braces");
    }
    if (context instanceof GradParser.ImportFileContext) {
      return found(token, "an imported file needs a name", "write `import \"file.grad\" as name`");
    }
    return name(context, before, token);
  }

  private Optional<Diagnostic> name(ParserRuleContext context, GradToken before, GradToken token) {
    String what = nameOf(context, before);
    if (what.isEmpty() || Words.isName(token.getType())) {
      return Optional.empty();
    }
    if (Words.isKeyword(token.getType())) {
      return found(token, "`" + token.getText() + "` is a keyword and cannot be a name");
    }
    boolean list = token.getType() != NEWLINE && token.getType() != SEMICOLON;
    return found(token, list ? what + ", and " + quoted(token) + " is none" : what);
  }

  private static String nameOf(ParserRuleContext context, GradToken before) {
    if (before.getType() == DOT) {
      return "a name must follow the `.`";
    }
    return switch (context) {
      case GradParser.ParameterContext c -> "a parameter is a name";
      case GradParser.TargetContext c ->
          before.getType() == LET ? "`let` declares a name" : "only a name can be declared";
      case GradParser.NameContext c -> "a name must stand here";
      case GradParser.ParametersContext c
          when before.getType() == OPEN_PAREN || before.getType() == COMMA ->
          "a parameter is a name";
      case GradParser.LambdaParametersContext c
          when before.getType() == OPEN_LAMBDA || before.getType() == COMMA ->
          "a parameter is a name";
      default -> "";
    };
  }

  // What stands side by side.

  private Diagnostic neighbours(GradToken before, GradToken token) {
    int last = before.getType();
    int type = token.getType();
    if (awaitsValue(before)) {
      return missingValue(before, token);
    }
    if (isString(last) && isString(type)) {
      return error(token, "two strings cannot stand side by side").withHelp("join them with `+`");
    }
    if (Words.endsValue(last) && Words.beginsValue(type)) {
      return sideBySide(before, token);
    }
    if (isEnd(type)) {
      return error(token, "the statement ends too early");
    }
    return error(token, quoted(token) + " cannot stand here");
  }

  private Diagnostic sideBySide(GradToken before, GradToken token) {
    String pair = quoted(before) + " and " + quoted(token);
    if (!token.amongStatements) {
      return error(token, "a `,` or an operator is missing between " + pair);
    }
    return error(token, "an operator or a new line is missing between " + pair);
  }

  private Diagnostic missingValue(GradToken before, GradToken token) {
    int type = token.getType();
    if (Words.isStatementKeyword(type)) {
      return error(token, quoted(token) + " begins a statement and is no value");
    }
    if (isEnd(type) || before.getType() == SEMICOLON) {
      return error(token, "a value is missing after " + quoted(before));
    }
    if (Words.isOperator(type) && !isOpening(before.getType())) {
      return error(token, "a value is missing between " + quoted(before) + " and " + quoted(token));
    }
    return error(token, "a value is missing before " + quoted(token));
  }

  private static boolean awaitsValue(GradToken token) {
    int type = token.getType();
    return Words.awaitsValue(type)
        || isOpening(type)
        || type == COLON
        || type == RAISE
        || type == ASSERT
        || type == RETURN;
  }

  private static boolean isOpening(int type) {
    return type == OPEN_PAREN || type == OPEN_BRACKET || type == OPEN_DICT || type == OPEN_FIELD;
  }

  private static boolean isBrace(int type) {
    return type == OPEN_BRACE || type == OPEN_DICT;
  }

  private static boolean isString(int type) {
    return type == STRING || type == FORMAT_OPEN || type == FORMAT_CLOSE;
  }

  private static boolean isEnd(int type) {
    return type == NEWLINE || type == SEMICOLON || type == Token.EOF;
  }

  private static String quoted(GradToken token) {
    return switch (token.getType()) {
      case NEWLINE -> "the end of the line";
      case EOF -> "the end of the text";
      default -> "`" + shortened(token.getText()) + "`";
    };
  }

  private static String shortened(String text) {
    return text.length() <= 30 ? text : text.substring(0, 27) + "...";
  }

  private static String place(GradToken token) {
    return isEnd(token.getType()) ? "here" : "before " + quoted(token);
  }

  private Optional<Diagnostic> found(GradToken token, String message) {
    return Optional.of(error(token, message));
  }

  private Optional<Diagnostic> found(GradToken token, String message, String help) {
    return Optional.of(error(token, message).withHelp(help));
  }

  /** An error at a token; where a line ends, right behind its last word. */
  private Diagnostic error(GradToken token, String message) {
    Span span = token.span();
    if (token.getType() == NEWLINE || token.getType() == Token.EOF) {
      int end = tokens.get(Math.max(0, token.getTokenIndex() - 1)).span().end();
      span = new Span(end, end);
    }
    return Diagnostic.of("SyntaxError", message, source, span);
  }
}
