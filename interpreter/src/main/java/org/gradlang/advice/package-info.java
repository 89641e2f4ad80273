/**
 * Help that speaks of the program at hand: from what an error is about ({@link
 * org.gradlang.tensor.Lesson}) and the syntax tree around its places to sentences with the
 * program's own names and lines. {@link org.gradlang.advice.Advice} is the way in; {@link
 * org.gradlang.advice.Passage} reads the syntax around a place. Runs only when an error is shown.
 */
@NullMarked
package org.gradlang.advice;

import org.jspecify.annotations.NullMarked;
