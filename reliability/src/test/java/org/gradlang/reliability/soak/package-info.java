/** Many engines side by side for a long time. */
@NullMarked
package org.gradlang.reliability.soak;

import org.jspecify.annotations.NullMarked;
