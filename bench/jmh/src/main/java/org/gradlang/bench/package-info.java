/** Benchmarks of what a program does most: small tensors, one operation at a time. */
@NullMarked
package org.gradlang.bench;

import org.jspecify.annotations.NullMarked;
