/**
 * Graphs of recorded operations and the way back through them.
 *
 * <p>{@link org.gradlang.autograd.Node} is one recorded operation, {@link
 * org.gradlang.autograd.Edge} a way to where gradients flow, {@link org.gradlang.autograd.Part}
 * what a tensor knows about its graph. {@link org.gradlang.autograd.Autograd} is the door: backward
 * and grad; {@link org.gradlang.autograd.Pass} alone accumulates, sums broadcast dimensions away,
 * calls hooks, frees and orders. {@link org.gradlang.autograd.Graph} attaches results to nodes,
 * {@link org.gradlang.autograd.Writes} refuses changes in place, {@link
 * org.gradlang.autograd.SavedTensor} notices them.
 */
@NullMarked
package org.gradlang.autograd;

import org.jspecify.annotations.NullMarked;
