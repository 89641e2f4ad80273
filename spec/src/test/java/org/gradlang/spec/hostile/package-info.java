/** Programs that try to use up, break or leave what they run in. */
@NullMarked
package org.gradlang.spec.hostile;

import org.jspecify.annotations.NullMarked;
