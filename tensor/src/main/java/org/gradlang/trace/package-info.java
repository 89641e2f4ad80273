/**
 * Watching what runs: {@link org.gradlang.trace.Trace} hears of operations and backward passes, and
 * tells a listener {@link org.gradlang.trace.TraceEvent}s. Nothing here depends on how they are
 * shown.
 */
@NullMarked
package org.gradlang.trace;

import org.jspecify.annotations.NullMarked;
