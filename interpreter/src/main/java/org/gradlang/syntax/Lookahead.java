package org.gradlang.syntax;

import static org.gradlang.grammar.GradParser.*;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionMode;

/**
 * Decides by the next two words how the first attempt reads on. The grammar is written so that they
 * are enough wherever the text has no error; where they say nothing, and when a statement is read
 * again with care, its automaton decides.
 *
 * <p>The automaton would come to the same decisions, but makes its states from the grammar's rules
 * as words come, in each process anew; bench/notes/starting.md has what that took.
 *
 * <p>Decisions have the numbers that the generated parser gives them, and ways those of its
 * alternatives. A change of the grammar can shift them; {@code LookaheadTest} then says so.
 */
final class Lookahead extends ParserATNSimulator {
  private static final int ON = 1;
  private static final int END = 2;

  /** What the automaton shall decide. */
  private static final int OPEN = 0;

  /** For a word that is no operator. */
  private static final int LOOSEST = -1;

  Lookahead(Parser parser, ParserATNSimulator automaton) {
    super(parser, automaton.atn, automaton.decisionToDFA, automaton.getSharedContextCache());
  }

  @Override
  public int adaptivePredict(TokenStream input, int decision, ParserRuleContext outer) {
    int way = getPredictionMode() == PredictionMode.SLL ? way(input, decision) : OPEN;
    return way == OPEN ? super.adaptivePredict(input, decision, outer) : way;
  }

  private int way(TokenStream words, int decision) {
    return switch (decision) {
      case 10 -> statement(words);
      case 13 -> further(words, beginsTarget(words.LA(2)));
      case 17 -> further(words, beginsParameter(words.LA(2)));
      case 22, 48, 51 -> further(words, beginsElement(words.LA(2)));
      case 31 -> further(words, words.LA(2) == POWER || beginsExpression(words.LA(2)));
      case 35 -> words.LA(1) == ELSE && words.LA(2) == IF ? ON : END;
      case 36 -> words.LA(1) == ELSE ? ON : END;
      case 38 -> beginning(words);
      case 39 -> further(words, words.LA(2) == POWER || beginsElement(words.LA(2)));
      case 42 -> further(words, beginsSubscript(words.LA(2)));
      case 44 -> operator(words.LA(1));
      case 45 -> goesOn(words) ? ON : END;
      case 55 -> argument(words);
      default -> OPEN;
    };
  }

  /** Whether a comma is followed by one more, or ends the list. */
  private static int further(TokenStream words, boolean begins) {
    return words.LA(1) == COMMA && begins ? ON : END;
  }

  private static int statement(TokenStream words) {
    int first = words.LA(1);
    return switch (first) {
      case LET -> 1;
      case FN -> Words.isName(words.LA(2)) ? 2 : 14;
      case MODULE -> Words.isName(words.LA(2)) ? 3 : 14;
      case RETURN -> 4;
      case WHILE -> 5;
      case FOR -> 6;
      case BREAK -> 7;
      case CONTINUE -> 8;
      case TRY -> 9;
      case RAISE -> 10;
      case ASSERT -> 11;
      case IMPORT -> words.LA(2) == STRING ? 12 : 13;
      default -> beginsElement(first) ? 14 : OPEN;
    };
  }

  private static int argument(TokenStream words) {
    int first = words.LA(1);
    if (Words.isName(first) && words.LA(2) == ASSIGN) {
      return 1;
    }
    return switch (first) {
      case STAR -> 2;
      case POWER -> 3;
      default -> beginsExpression(first) ? 4 : OPEN;
    };
  }

  /** The kind of an expression, up to the first operator between two. */
  private static int beginning(TokenStream words) {
    return switch (words.LA(1)) {
      case NAME, MODULE, AS, CATCH, FINALLY -> words.LA(2) == ARROW ? 10 : 1;
      case INTEGER, FLOAT, STRING, TRUE, FALSE, NONE -> 2;
      case FORMAT_OPEN -> 3;
      case OPEN_PAREN -> 4;
      case OPEN_BRACKET -> 5;
      case OPEN_DICT -> 6;
      case IF -> 7;
      case NO_GRAD, ENABLE_GRAD, INFERENCE_MODE -> 8;
      case FN -> 9;
      case OPEN_LAMBDA -> 10;
      case MINUS, PLUS, TILDE -> 11;
      case NOT -> 12;
      default -> OPEN;
    };
  }

  private static int operator(int word) {
    return switch (word) {
      case POWER -> 1;
      case STAR, SLASH, DOUBLE_SLASH, PERCENT, AT -> 2;
      case PLUS, MINUS -> 3;
      case AMPERSAND -> 4;
      case CARET -> 5;
      case BAR -> 6;
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, IN, NOT, IS -> 7;
      case AND -> 8;
      case OR -> 9;
      case PIPE -> 10;
      case OPEN_PAREN -> 11;
      case OPEN_BRACKET -> 12;
      case DOT -> 13;
      default -> OPEN;
    };
  }

  /** Whether an operator follows that belongs to this expression, not to one around it. */
  private boolean goesOn(TokenStream words) {
    int word = words.LA(1);
    int tightness = word == NOT && words.LA(2) != IN ? LOOSEST : tightness(word);
    return tightness != LOOSEST && parser.precpred(parser.getContext(), tightness);
  }

  /** How tightly an operator holds what stands on its left. */
  private static int tightness(int word) {
    return switch (word) {
      case OPEN_PAREN -> 15;
      case OPEN_BRACKET -> 14;
      case DOT -> 13;
      case POWER -> 12;
      case STAR, SLASH, DOUBLE_SLASH, PERCENT, AT -> 10;
      case PLUS, MINUS -> 9;
      case AMPERSAND -> 8;
      case CARET -> 7;
      case BAR -> 6;
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, IN, NOT, IS -> 5;
      case AND -> 3;
      case OR -> 2;
      case PIPE -> 1;
      default -> LOOSEST;
    };
  }

  private static boolean beginsTarget(int word) {
    return Words.isName(word) || word == OPEN_PAREN || word == OPEN_BRACKET || word == STAR;
  }

  private static boolean beginsParameter(int word) {
    return Words.isName(word) || word == STAR || word == POWER;
  }

  private static boolean beginsElement(int word) {
    return word == STAR || beginsExpression(word);
  }

  private static boolean beginsSubscript(int word) {
    return word == COLON || word == ELLIPSIS || beginsExpression(word);
  }

  private static boolean beginsExpression(int word) {
    return switch (word) {
      case NAME, MODULE, AS, CATCH, FINALLY, INTEGER, FLOAT, STRING, TRUE, FALSE, NONE -> true;
      case FORMAT_OPEN, OPEN_PAREN, OPEN_BRACKET, OPEN_DICT, OPEN_LAMBDA, FN, IF, NOT -> true;
      case NO_GRAD, ENABLE_GRAD, INFERENCE_MODE, MINUS, PLUS, TILDE -> true;
      default -> false;
    };
  }
}
