/**
 * Graphs to look at: {@code autograd.graph(y)} as text, as Graphviz's language, as a drawing.
 *
 * <p>{@link org.gradlang.autograd.Survey} has walked through the graph; here are the words for its
 * nodes and what becomes of them. Depends on {@code value} and {@code syntax}; the drawing's layout
 * is {@code layout}.
 */
@NullMarked
package org.gradlang.graph;

import org.jspecify.annotations.NullMarked;
