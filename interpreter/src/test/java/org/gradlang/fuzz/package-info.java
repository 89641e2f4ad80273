/**
 * Calls of operations with random arguments, right and wrong ones: whatever is passed, a call gives
 * a result or a clear error. {@link org.gradlang.fuzz.Fuzzer} runs them.
 */
@NullMarked
package org.gradlang.fuzz;

import org.jspecify.annotations.NullMarked;
