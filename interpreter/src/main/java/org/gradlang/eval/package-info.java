/**
 * How programs run.
 *
 * <ul>
 *   <li>{@link org.gradlang.eval.Engine}: what one program run needs; {@link
 *       org.gradlang.eval.Globals}, {@link org.gradlang.eval.Imports}, {@link
 *       org.gradlang.eval.Session} are its parts
 *   <li>{@link org.gradlang.eval.Node}: a piece of a program that can run in a {@link
 *       org.gradlang.eval.Frame}; {@link org.gradlang.eval.Location} is where it stands. The
 *       packages below hold the kinds of nodes, and {@code link} makes them of syntax trees
 *   <li>{@link org.gradlang.eval.ErrorReport}: from an error to the diagnostic that a user sees
 * </ul>
 */
@NullMarked
package org.gradlang.eval;

import org.jspecify.annotations.NullMarked;
