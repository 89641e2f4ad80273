/**
 * From names to places: which frame slot, captured cell, file variable or global each name means,
 * and what can be known to be wrong before anything runs.
 *
 * <ul>
 *   <li>{@code Resolver}: walks a program and makes a {@link org.gradlang.resolve.Resolution}; its
 *       {@code Scopes} know the names around the place at hand, its {@code Frame}s the functions
 *   <li>{@link org.gradlang.resolve.Place}: where a variable lives
 *   <li>{@link org.gradlang.resolve.FunctionLayout}: what a frame holds and a closure captures
 *   <li>{@link org.gradlang.resolve.Known}: the names that a program may use without declaring them
 *   <li>{@link org.gradlang.resolve.Checked}: a source parsed and resolved, with all its errors:
 *       the way in
 * </ul>
 *
 * <p>Depends on {@code org.gradlang.syntax} only.
 */
@NullMarked
package org.gradlang.resolve;

import org.jspecify.annotations.NullMarked;
