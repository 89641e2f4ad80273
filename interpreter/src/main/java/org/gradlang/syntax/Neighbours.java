package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

/** Explains a token by the one that stands before it. */
final class Neighbours {
  private final Stumble at;

  Neighbours(Stumble stumble) {
    this.at = stumble;
  }

  Diagnostic find() {
    if (awaitsValue(at.last())) {
      return missingValue();
    }
    if (isString(at.last()) && isString(at.type())) {
      return at.error("two strings cannot stand side by side").withHelp("join them with `+`");
    }
    if (Words.endsValue(at.last())
        && (Words.beginsValue(at.type()) || Words.isStatementKeyword(at.type()))) {
      return sideBySide();
    }
    if (at.isStart() && Words.isOperator(at.type())) {
      return at.error("a value is missing before " + token());
    }
    return at.isEnd()
        ? at.error("the statement ends too early")
        : at.error(token() + " cannot stand here");
  }

  private String token() {
    return Stumble.quoted(at.token());
  }

  private String before() {
    return Stumble.quoted(at.before());
  }

  private Diagnostic sideBySide() {
    String what = at.amongStatements() ? "an operator or a new line" : "a `,` or an operator";
    return at.error(what + " is missing between " + before() + " and " + token());
  }

  private Diagnostic missingValue() {
    if (Words.isStatementKeyword(at.type())) {
      Diagnostic error = at.error(token() + " begins a statement and is no value");
      return at.last() == OPEN_DICT
          ? error.withHelp("a `{` where a value may stand opens a dict")
          : error;
    }
    if (at.isEnd()) {
      return at.error("a value is missing after " + before());
    }
    if (Words.isOperator(at.type()) && !isOpening(at.last())) {
      return at.error("a value is missing between " + before() + " and " + token());
    }
    return at.error("a value is missing before " + token());
  }

  private static boolean awaitsValue(int type) {
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

  private static boolean isString(int type) {
    return type == STRING || type == FORMAT_OPEN || type == FORMAT_CLOSE;
  }
}
