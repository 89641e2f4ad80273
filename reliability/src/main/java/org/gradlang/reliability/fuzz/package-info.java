/** Targets of a coverage-guided fuzzer: what must hold whatever is compiled, run or read. */
@NullMarked
package org.gradlang.reliability.fuzz;

import org.jspecify.annotations.NullMarked;
