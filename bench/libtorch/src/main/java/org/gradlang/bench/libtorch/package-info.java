/** The sides of rows that libtorch computes, in the same process, through bytedeco's presets. */
@NullMarked
package org.gradlang.bench.libtorch;

import org.jspecify.annotations.NullMarked;
