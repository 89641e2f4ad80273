/** Views, rearranging, joining and splitting. */
@NullMarked
package org.gradlang.op.shape;

import org.jspecify.annotations.NullMarked;
