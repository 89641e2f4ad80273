/**
 * From text to a syntax tree, and the form in which errors are shown.
 *
 * <ul>
 *   <li>{@link org.gradlang.syntax.Source} and {@link org.gradlang.syntax.Span}: texts and places
 *       in them
 *   <li>{@link org.gradlang.syntax.Syntax} and what it permits: the tree, as records with spans
 *   <li>{@link org.gradlang.syntax.Parser}: the way from one to the other. {@code ScriptLexer}
 *       drives the generated lexer through f-strings, {@code TokenReader} prepares its tokens for
 *       the grammar, {@code StatementParser} drives the generated parser line by line, {@code
 *       AstBuilder} makes the tree. {@code StatementRecovery} goes on behind an error, {@code
 *       Explanation} finds words for it
 *   <li>{@link org.gradlang.syntax.Diagnostic}: an error, of a script's syntax or of its run
 * </ul>
 *
 * <p>Depends on the grammar, and on the tensor module for {@code Origin} alone.
 */
@NullMarked
package org.gradlang.syntax;

import org.jspecify.annotations.NullMarked;
