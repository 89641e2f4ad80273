/** New tensors, random numbers, conversions, and what scripts ask of tensors and graphs. */
@NullMarked
package org.gradlang.op.creation;

import org.jspecify.annotations.NullMarked;
