/** What the fuzzer found and kept, once more. */
@NullMarked
package org.gradlang.reliability.fuzz;

import org.jspecify.annotations.NullMarked;
