/**
 * Layered drawings of graphs without cycles: boxes in rows, and ways for the edges between them.
 *
 * <p>The steps of Sugiyama, Tagawa and Toda (1981), each a class: {@link
 * org.gradlang.graph.layout.Rows} by longest paths, {@link org.gradlang.graph.layout.Crossings}
 * reduced by barycenters, {@link org.gradlang.graph.layout.Columns} by least squares. Knows boxes
 * and edges, nothing of what they mean.
 */
@NullMarked
package org.gradlang.graph.layout;

import org.jspecify.annotations.NullMarked;
