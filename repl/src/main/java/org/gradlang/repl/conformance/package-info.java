/**
 * Scripts that say at their end how they must behave, and the runner that checks it.
 *
 * <p>{@code grad test} runs users' scripts with it, and Grad's own tests run {@code spec/}. A
 * script becomes {@link org.gradlang.repl.conformance.Expectations}; what a run came to is an
 * {@link org.gradlang.repl.conformance.Observation}; {@link
 * org.gradlang.repl.conformance.Comparison} says where the two differ. Nothing here knows how a
 * script is run.
 */
@NullMarked
package org.gradlang.repl.conformance;

import org.jspecify.annotations.NullMarked;
