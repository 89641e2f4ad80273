/** Programs that hold too much, and programs that only seem to. */
@NullMarked
package org.gradlang.spec.limit;

import org.jspecify.annotations.NullMarked;
