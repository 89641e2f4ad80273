package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.BitSet;

/** Sets of token types by what they do in a line. */
final class Words {
  private Words() {}

  private static final BitSet NAMES = setOf(NAME, MODULE, AS, CATCH, FINALLY);

  private static final BitSet VALUE_ENDS =
      setOf(
          NAME,
          MODULE,
          AS,
          CATCH,
          FINALLY,
          INTEGER,
          FLOAT,
          BAD_NUMBER,
          STRING,
          UNCLOSED_STRING,
          FORMAT_CLOSE,
          TRUE,
          FALSE,
          NONE,
          CLOSE_PAREN,
          CLOSE_BRACKET,
          CLOSE_BRACE,
          ELLIPSIS,
          // Names after a dot; elsewhere they await a block, too.
          NO_GRAD,
          ENABLE_GRAD,
          INFERENCE_MODE);

  private static final BitSet BLOCK_HEADS = setOf(ELSE, TRY, ARROW);

  private static final BitSet AUGMENTED =
      setOf(
          PLUS_ASSIGN,
          MINUS_ASSIGN,
          STAR_ASSIGN,
          SLASH_ASSIGN,
          DOUBLE_SLASH_ASSIGN,
          PERCENT_ASSIGN,
          AT_ASSIGN,
          POWER_ASSIGN,
          AMPERSAND_ASSIGN,
          BAR_ASSIGN,
          CARET_ASSIGN);

  private static final BitSet OPERATORS =
      setOf(
          PLUS,
          MINUS,
          STAR,
          SLASH,
          DOUBLE_SLASH,
          PERCENT,
          AT,
          POWER,
          AMPERSAND,
          BAR,
          CARET,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_EQUAL,
          GREATER,
          GREATER_EQUAL,
          AND,
          OR,
          NOT,
          IN,
          IS,
          IS_NOT,
          PIPE,
          ARROW,
          ASSIGN,
          DOUBLE_AMPERSAND,
          DOUBLE_BAR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          FAT_ARROW,
          TRIPLE_EQUAL);

  private static final BitSet STATEMENT_KEYWORDS =
      setOf(LET, RETURN, WHILE, BREAK, CONTINUE, TRY, RAISE, ASSERT, IMPORT);

  private static BitSet setOf(int... types) {
    BitSet set = new BitSet();
    for (int type : types) {
      set.set(type);
    }
    return set;
  }

  private static boolean in(BitSet set, int type) {
    return type >= 0 && set.get(type);
  }

  /** Names, and the keywords that are names where no statement needs them. */
  static boolean isName(int type) {
    return in(NAMES, type);
  }

  /** Whether a value may end with it, so that an opening brace after it opens a block. */
  static boolean endsValue(int type) {
    return in(VALUE_ENDS, type);
  }

  /** Whether an opening brace after it opens a block. */
  static boolean comesBeforeBlock(int type) {
    return endsValue(type) || in(BLOCK_HEADS, type);
  }

  /** Whether a value must follow, so that an opening brace after it opens a dict. */
  static boolean awaitsValue(int type) {
    return awaitsMore(type) || type == IF || type == WHILE || type == TILDE;
  }

  /** Whether it needs a value on its right, or a name: an operator, {@code =}, or a comma. */
  static boolean awaitsMore(int type) {
    return isOperator(type) || type == COMMA;
  }

  /** Operators with two operands, {@code not}, {@code ->} and assignments. */
  static boolean isOperator(int type) {
    return in(OPERATORS, type) || in(AUGMENTED, type);
  }

  /** Whether nothing but a statement begins with it. */
  static boolean isStatementKeyword(int type) {
    return in(STATEMENT_KEYWORDS, type);
  }

  /** Whether it is a word that cannot be a name. */
  static boolean isKeyword(int type) {
    return type >= LET && type <= INFERENCE_MODE && !isName(type);
  }

  /** Whether a value may begin with it. */
  static boolean beginsValue(int type) {
    return isName(type)
        || switch (type) {
          case INTEGER,
              FLOAT,
              BAD_NUMBER,
              STRING,
              UNCLOSED_STRING,
              UNCLOSED_LONG_STRING,
              FORMAT_OPEN,
              TRUE,
              FALSE,
              NONE,
              OPEN_PAREN,
              OPEN_LAMBDA,
              OPEN_BRACKET,
              OPEN_DICT,
              IF,
              FN,
              NOT,
              MINUS,
              PLUS,
              TILDE,
              NO_GRAD,
              ENABLE_GRAD,
              INFERENCE_MODE ->
              true;
          default -> false;
        };
  }
}
