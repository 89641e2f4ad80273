/** Along dims: sums, extremes, statistics, softmax, running sums, order statistics. */
@NullMarked
package org.gradlang.op.reduction;

import org.jspecify.annotations.NullMarked;
