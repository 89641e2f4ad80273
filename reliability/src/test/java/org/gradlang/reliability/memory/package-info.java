/** Programs that fill the memory of the whole JVM. */
@NullMarked
package org.gradlang.reliability.memory;

import org.jspecify.annotations.NullMarked;
