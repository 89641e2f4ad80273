package org.gradlang.op.declare;

import org.gradlang.kernel.PointwiseUpdate;

/**
 * An {@link Update} for one choice of what is there among its arguments. Engines on several threads
 * share it, so that nothing of it can be seen half done.
 *
 * @param changes how many changes in place of the first tensor it stands for
 * @param targets the places of the parameters that are written
 * @param complements the places of the parameters that 1 is taken minus of
 */
record UpdateVariant(int changes, int[] targets, int[] complements, PointwiseUpdate loop) {}
