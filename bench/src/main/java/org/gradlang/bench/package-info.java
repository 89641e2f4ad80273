/**
 * Measures Grad beside its peers: {@link org.gradlang.bench.Bench} is the command, {@link
 * org.gradlang.bench.Rows} the table of contents, {@link org.gradlang.bench.Sampler} takes the
 * samples. A row is a {@link org.gradlang.bench.Program} for Grad and Python; other peers come as
 * services.
 */
@NullMarked
package org.gradlang.bench;

import org.jspecify.annotations.NullMarked;
