/*
 * The sentences of Grad: LANGUAGE.md sections 2 to 5.
 *
 * Each labelled alternative becomes one kind of node in org.gradlang.syntax. The tokens come
 * prepared: a NEWLINE is there only where it ends a statement, and always before the `}` of a block
 * and at the end of the text; OPEN_DICT, OPEN_LAMBDA, CLOSE_FIELD and IS_NOT are told from
 * OPEN_BRACE, OPEN_PAREN, CLOSE_BRACE and NOT. Alternatives that begin alike are factored, so that
 * no decision reads ahead further than the next few tokens, whatever the input.
 */
parser grammar GradParser;

options { tokenVocab = GradLexer; }

program: line* EOF;

// Where parsing goes on after a statement that has an error.
line: statement? (NEWLINE | SEMICOLON);

statement
    : LET targets ASSIGN expressions                                # let
    | FN name parameters block                                      # function
    | MODULE name parameters block                                  # module
    | RETURN expressions?                                           # return
    | WHILE expression block                                        # while
    | FOR targets IN expressions block                              # for
    | BREAK                                                         # break
    | CONTINUE                                                      # continue
    | TRY block (handler cleanup? | cleanup)                        # try
    | RAISE expression?                                             # raise
    | ASSERT expression (COMMA expression)?                         # assert
    | IMPORT STRING AS name                                         # importFile
    | IMPORT name (DOT name)* (AS name)?                            # importLibrary
    | expressions (ASSIGN expressions | augmentation expressions)?  # evaluateOrAssign
    ;

augmentation
    : PLUS_ASSIGN | MINUS_ASSIGN | STAR_ASSIGN | SLASH_ASSIGN | DOUBLE_SLASH_ASSIGN
    | PERCENT_ASSIGN | AT_ASSIGN | POWER_ASSIGN | AMPERSAND_ASSIGN | BAR_ASSIGN | CARET_ASSIGN
    ;

block: OPEN_BRACE line* CLOSE_BRACE;

handler: CATCH name? block;
cleanup: FINALLY block;

targets: target (COMMA target)* COMMA?;

target
    : name                                # variableTarget
    | OPEN_PAREN targets CLOSE_PAREN      # parenthesizedTarget
    | OPEN_BRACKET targets CLOSE_BRACKET  # bracketedTarget
    | STAR target                         # restTarget
    ;

parameters: OPEN_PAREN parameterList? CLOSE_PAREN;

parameterList: parameter (COMMA parameter)* COMMA?;

parameter
    : name (ASSIGN expression)?  # plainParameter
    | STAR name?                 # restParameter
    | POWER name                 # namedRestParameter
    ;

// Several are a tuple.
expressions: element (COMMA element)* COMMA?;

element: STAR? expression;

// From the tightest to the loosest.
expression
    : name                                                                      # variable
    | value=(INTEGER | FLOAT | STRING | TRUE | FALSE | NONE)                    # literal
    | FORMAT_OPEN formatPart* FORMAT_CLOSE                                      # formatString
    | OPEN_PAREN expressions? CLOSE_PAREN                                       # parenthesized
    | OPEN_BRACKET (element (clause+ | listRest))? CLOSE_BRACKET                # listOrMatrix
    | OPEN_DICT (entry (clause+ | (COMMA entry)* COMMA?))? CLOSE_BRACE          # dict
    | IF expression block (ELSE IF expression block)* (ELSE block)?             # if
    | kind=(NO_GRAD | ENABLE_GRAD | INFERENCE_MODE) block                       # gradMode
    | FN parameters block                                                       # functionExpression
    | lambdaParameters ARROW (block | expression)                               # lambda
    | expression OPEN_PAREN (argument (COMMA argument)* COMMA?)? CLOSE_PAREN    # call
    | expression OPEN_BRACKET subscript (COMMA subscript)* COMMA? CLOSE_BRACKET # index
    | expression DOT member                                                     # attribute
    | <assoc = right> expression POWER expression                               # power
    | operator=(MINUS | PLUS | TILDE) expression                                # unary
    | expression operator=(STAR | SLASH | DOUBLE_SLASH | PERCENT | AT) expression # product
    | expression operator=(PLUS | MINUS) expression                             # sum
    | expression AMPERSAND expression                                           # bitAnd
    | expression CARET expression                                               # bitXor
    | expression BAR expression                                                 # bitOr
    | expression comparison expression                                          # compare
    | NOT expression                                                            # not
    | expression AND expression                                                 # and
    | expression OR expression                                                  # or
    | expression PIPE expression                                                # pipe
    ;

comparison
    : EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL
    | IN | NOT IN | IS IS_NOT?
    ;

// Further elements, and with `;` further rows.
listRest: (COMMA element)* COMMA? (SEMICOLON row)*;

row: element (COMMA element)* COMMA?;

entry: expression COLON expression | POWER expression;

clause
    : FOR targets IN expression  # forClause
    | IF expression              # ifClause
    ;

argument
    : name ASSIGN expression  # keywordArgument
    | STAR expression         # spreadArgument
    | POWER expression        # namedSpreadArgument
    | expression              # positionalArgument
    ;

subscript
    : expression (COLON stopAt=expression? (COLON step=expression?)?)?  # startingSubscript
    | COLON stopAt=expression? (COLON step=expression?)?                # openSubscript
    | ELLIPSIS                                                          # ellipsisSubscript
    ;

lambdaParameters: name | OPEN_LAMBDA parameterList? CLOSE_PAREN;

formatPart
    : FORMAT_TEXT  # formatText
    | field        # formatField
    ;

field: OPEN_FIELD expressions ASSIGN? (BANG name)? (COLON specPart*)? CLOSE_FIELD;

specPart
    : SPEC_TEXT  # specText
    | field      # specField
    ;

// Keywords that are names wherever no statement needs them.
name: NAME | MODULE | AS | CATCH | FINALLY;

member: name | NO_GRAD | ENABLE_GRAD | INFERENCE_MODE;
