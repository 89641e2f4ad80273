/** List and dict comprehensions: a chain of clauses, the last of which adds to the result. */
@NullMarked
package org.gradlang.eval.comprehension;

import org.jspecify.annotations.NullMarked;
