/*
 * The words of Grad: LANGUAGE.md sections 1 and 11.
 *
 * Every newline is a token here; which of them end a statement depends on the brackets around and
 * on the words beside it, and is decided between the lexer and the parser. So is whether a `{`
 * opens a block or a dict, and whether a `(` opens the parameters of a lambda.
 *
 * An f-string is a sequence of tokens. Its fields are lexed in the default mode, and whoever drives
 * the lexer leaves that mode: at the `}` of the field, with type CLOSE_FIELD, or into FORMAT_SPEC at
 * its `:`.
 *
 * Words that the language does not have but that people bring along, such as `&&`, are tokens too,
 * so that an error can name them.
 */
lexer grammar GradLexer;

tokens {
    // A `{` that opens a dict, a `(` that opens a lambda's parameters, the `}` of a field, and the
    // `not` of `is not`.
    OPEN_DICT, OPEN_LAMBDA, CLOSE_FIELD, IS_NOT,
    // A place where the text cannot be read on; nothing in the grammar takes it.
    ERROR
}

LET: 'let';
FN: 'fn';
MODULE: 'module';
RETURN: 'return';
IF: 'if';
ELSE: 'else';
FOR: 'for';
IN: 'in';
WHILE: 'while';
BREAK: 'break';
CONTINUE: 'continue';
TRY: 'try';
CATCH: 'catch';
FINALLY: 'finally';
RAISE: 'raise';
ASSERT: 'assert';
IMPORT: 'import';
AS: 'as';
AND: 'and';
OR: 'or';
NOT: 'not';
IS: 'is';
TRUE: 'True';
FALSE: 'False';
NONE: 'None';
NO_GRAD: 'no_grad';
ENABLE_GRAD: 'enable_grad';
INFERENCE_MODE: 'inference_mode';

OPEN_PAREN: '(';
CLOSE_PAREN: ')';
OPEN_BRACKET: '[';
CLOSE_BRACKET: ']';
OPEN_BRACE: '{';
CLOSE_BRACE: '}';
COMMA: ',';
COLON: ':';
SEMICOLON: ';';
DOT: '.';
ELLIPSIS: '...';
ARROW: '->';
PIPE: '|>';

ASSIGN: '=';
PLUS_ASSIGN: '+=';
MINUS_ASSIGN: '-=';
STAR_ASSIGN: '*=';
SLASH_ASSIGN: '/=';
DOUBLE_SLASH_ASSIGN: '//=';
PERCENT_ASSIGN: '%=';
AT_ASSIGN: '@=';
POWER_ASSIGN: '**=';
AMPERSAND_ASSIGN: '&=';
BAR_ASSIGN: '|=';
CARET_ASSIGN: '^=';

EQUAL: '==';
NOT_EQUAL: '!=';
LESS: '<';
LESS_EQUAL: '<=';
GREATER: '>';
GREATER_EQUAL: '>=';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
DOUBLE_SLASH: '//';
PERCENT: '%';
AT: '@';
POWER: '**';
AMPERSAND: '&';
BAR: '|';
CARET: '^';
TILDE: '~';

// `!` has a place in f-strings only; the others have none.
BANG: '!';
DOUBLE_AMPERSAND: '&&';
DOUBLE_BAR: '||';
SHIFT_LEFT: '<<';
SHIFT_RIGHT: '>>';
FAT_ARROW: '=>';
TRIPLE_EQUAL: '===';
QUESTION: '?';
BACKSLASH: '\\';

INTEGER: DIGITS | '0' [xX] ('_'? [0-9a-fA-F])+ | '0' [oO] ('_'? [0-7])+ | '0' [bB] ('_'? [01])+;
FLOAT: DIGITS '.' DIGITS? EXPONENT? | '.' DIGITS EXPONENT? | DIGITS EXPONENT;
// What begins as a number and goes on as a name: `1abc`, `2.sum`, `1__0`, `0xg`.
BAD_NUMBER: [0-9] [0-9a-zA-Z_]* ('.' [0-9a-zA-Z_]*)?;

FORMAT_OPEN
    : [fF] '"' -> pushMode(FORMAT_DOUBLE)
    ;
FORMAT_OPEN_SINGLE: [fF] '\'' -> type(FORMAT_OPEN), pushMode(FORMAT_SINGLE);
FORMAT_OPEN_LONG_DOUBLE: [fF] '"""' -> type(FORMAT_OPEN), pushMode(FORMAT_LONG_DOUBLE);
FORMAT_OPEN_LONG_SINGLE: [fF] '\'\'\'' -> type(FORMAT_OPEN), pushMode(FORMAT_LONG_SINGLE);

STRING
    : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"'
    | '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\''
    | '"""' (~["\\] | '\\' . | '"' ~["\\] | '"' '\\' . | '""' ~["\\] | '""' '\\' .)* '"""'
    | '\'\'\'' (~['\\] | '\\' . | '\'' ~['\\] | '\'' '\\' . | '\'\'' ~['\\] | '\'\'' '\\' .)* '\'\'\''
    ;
UNCLOSED_STRING
    : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'?
    | '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\\'?
    ;
// Shorter than any long string that is closed, and longer than an empty short one.
UNCLOSED_LONG_STRING: '"""' | '\'\'\'';

NAME: NAME_START NAME_PART*;

NEWLINE: '\r'? '\n';
SPACE: [ \t\f\r\uFEFF]+ -> skip;
COMMENT: '#' ~[\r\n]* -> skip;

UNKNOWN_CHARACTER: .;

fragment DIGITS: [0-9] ('_'? [0-9])*;
fragment EXPONENT: [eE] [+-]? DIGITS;

// Of other scripts, who reads the characters hands on one letter for all (U+00AA, for [\p{L}\p{Nl}])
// and one digit for all that may follow (U+0660, for [\p{Mn}\p{Mc}\p{Nd}]): to build sets of their
// 1400 ranges would take a third of the time that a short program needs.
fragment NAME_START: [_a-zA-Z\u00AA];
fragment NAME_PART: [_a-zA-Z0-9\u00AA\u0660];

mode FORMAT_DOUBLE;
FORMAT_CLOSE: '"' -> popMode;
FORMAT_TEXT: (~["\\{}\r\n] | '\\' ~[\r\n] | '{{' | '}}')+;
OPEN_FIELD: '{' -> pushMode(DEFAULT_MODE);
FORMAT_STRAY: '}' | '\\';
FORMAT_UNCLOSED: '\r'? '\n' -> popMode;
FORMAT_RETURN: '\r' -> type(FORMAT_TEXT);

mode FORMAT_SINGLE;
SINGLE_CLOSE: '\'' -> type(FORMAT_CLOSE), popMode;
SINGLE_TEXT: (~['\\{}\r\n] | '\\' ~[\r\n] | '{{' | '}}')+ -> type(FORMAT_TEXT);
SINGLE_FIELD: '{' -> type(OPEN_FIELD), pushMode(DEFAULT_MODE);
SINGLE_STRAY: ('}' | '\\') -> type(FORMAT_STRAY);
SINGLE_UNCLOSED: '\r'? '\n' -> type(FORMAT_UNCLOSED), popMode;
SINGLE_RETURN: '\r' -> type(FORMAT_TEXT);

mode FORMAT_LONG_DOUBLE;
LONG_DOUBLE_CLOSE: '"""' -> type(FORMAT_CLOSE), popMode;
LONG_DOUBLE_TEXT: (~["\\{}] | '\\' . | '{{' | '}}')+ -> type(FORMAT_TEXT);
LONG_DOUBLE_QUOTE: '"' -> type(FORMAT_TEXT);
LONG_DOUBLE_FIELD: '{' -> type(OPEN_FIELD), pushMode(DEFAULT_MODE);
LONG_DOUBLE_STRAY: ('}' | '\\') -> type(FORMAT_STRAY);

mode FORMAT_LONG_SINGLE;
LONG_SINGLE_CLOSE: '\'\'\'' -> type(FORMAT_CLOSE), popMode;
LONG_SINGLE_TEXT: (~['\\{}] | '\\' . | '{{' | '}}')+ -> type(FORMAT_TEXT);
LONG_SINGLE_QUOTE: '\'' -> type(FORMAT_TEXT);
LONG_SINGLE_FIELD: '{' -> type(OPEN_FIELD), pushMode(DEFAULT_MODE);
LONG_SINGLE_STRAY: ('}' | '\\') -> type(FORMAT_STRAY);

mode FORMAT_SPEC;
SPEC_TEXT: ~[{}\r\n]+;
SPEC_FIELD: '{' -> type(OPEN_FIELD), pushMode(DEFAULT_MODE);
SPEC_CLOSE: '}' -> type(CLOSE_FIELD), popMode;
SPEC_NEWLINE: '\r'? '\n' -> type(NEWLINE);
SPEC_RETURN: '\r' -> type(SPEC_TEXT);
